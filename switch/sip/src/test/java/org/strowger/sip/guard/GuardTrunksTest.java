package org.strowger.sip.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.sip.SipCounters;

/** Trunks whose addresses come from name servers. */
class GuardTrunksTest {

    private final Guard guard =
            new Guard(
                    GuardSettings.DEFAULT.with(
                            new Networks(
                                    List.of(),
                                    List.of(
                                            Network.parse("192.0.2.0/24"),
                                            Network.parse("192.0.2.9")))),
                    () -> 0,
                    1,
                    new SipCounters(),
                    Neighbours.NOBODY);

    private List<Boolean> shut(int... last) {
        return Arrays.stream(last)
                .mapToObj(host -> new InetSocketAddress(address(host), 5_060))
                .map(guard::shuts)
                .toList();
    }

    private static InetAddress address(int last) {
        return InetAddress.ofLiteral("192.0.2." + last);
    }

    @Test
    void anAddressIsHeardForAsLongAsANameLeadsThere() {
        assertEquals(List.of(true, true), shut(7, 8));
        guard.trunksAt(List.of(address(7)));
        assertEquals(List.of(false, true), shut(7, 8));
        guard.trunksAt(List.of(address(8)));
        assertEquals(List.of(true, false), shut(7, 8));
    }

    @Test
    void whatTheOperatorDeniesByItselfNoNameOpens() {
        guard.trunksAt(List.of(address(9)));
        assertEquals(List.of(true), shut(9));
    }
}
