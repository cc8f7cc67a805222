package org.strowger.sip.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.sip.guard.Networks.Standing;

class NetworksTest {

    private static List<Network> networks(String... texts) {
        return Arrays.stream(texts).map(Network::parse).toList();
    }

    private static Standing standing(Networks networks, String address) {
        return networks.of(InetAddress.ofLiteral(address));
    }

    @Test
    void theSmallestNetworkDecides() {
        var networks =
                new Networks(
                        networks("192.0.2.0/24", "2001:db8::/32", "198.51.100.7"),
                        networks("0.0.0.0/0", "192.0.2.128/25", "2001:db8:0:1::/64", "::/0"));
        assertEquals(Standing.ALLOWED, standing(networks, "192.0.2.127"));
        assertEquals(Standing.DENIED, standing(networks, "192.0.2.128"));
        assertEquals(Standing.DENIED, standing(networks, "192.0.3.1"));
        assertEquals(Standing.ALLOWED, standing(networks, "198.51.100.7"));
        assertEquals(Standing.DENIED, standing(networks, "198.51.100.6"));
        assertEquals(Standing.ALLOWED, standing(networks, "2001:db8:0:2::1"));
        assertEquals(Standing.DENIED, standing(networks, "2001:db8:0:1:ffff::1"));
        assertEquals(Standing.DENIED, standing(networks, "2001:db9::1"));
    }

    @Test
    void eachFamilyHasItsOwnNetworks() {
        var networks = new Networks(List.of(), networks("::/0"));
        assertEquals(Standing.ORDINARY, standing(networks, "192.0.2.1"));
        assertEquals(Standing.DENIED, standing(networks, "::1"));
        assertEquals(Standing.ORDINARY, standing(Networks.NONE, "::1"));
        var ipv4 = new Networks(networks("0.0.0.0/0"), List.of());
        assertEquals(Standing.ORDINARY, standing(ipv4, "::1"));
    }

    @Test
    void whatIsAllowedLaterStandsBesideTheRest() {
        var networks = new Networks(List.of(), networks("10.0.0.0/8"));
        assertEquals(Standing.DENIED, standing(networks, "10.1.2.3"));
        var more = networks.allowing(networks("10.1.2.3"));
        assertEquals(Standing.ALLOWED, standing(more, "10.1.2.3"));
        assertEquals(Standing.DENIED, standing(more, "10.1.2.4"));
    }

    @Test
    void anOddPrefixIsReadToTheBit() {
        assertTrue(Network.parse("10.128.0.0/9").contains(InetAddress.ofLiteral("10.255.1.1")));
        assertFalse(Network.parse("10.128.0.0/9").contains(InetAddress.ofLiteral("10.127.1.1")));
        var wide = new Networks(networks("2001:db8:8000::/33"), List.of());
        assertEquals(Standing.ALLOWED, standing(wide, "2001:db8:ffff::1"));
        assertEquals(Standing.ORDINARY, standing(wide, "2001:db8:7fff::1"));
        var long96 = new Networks(networks("2001:db8::5:0:0/96"), List.of());
        assertEquals(Standing.ALLOWED, standing(long96, "2001:db8::5:1:2"));
        assertEquals(Standing.ORDINARY, standing(long96, "2001:db8::6:1:2"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7/24, 192.0.2.0/24",
        "192.0.2.0/33, /32",
        "::/129, /128",
        "2001:db8::1/32, 2001:db8:0:0:0:0:0:0/32",
        "192.0.2/24, is expected",
        "localhost, is expected",
        "192.0.2.0/, number of bits",
        "192.0.2.0/x, number of bits",
    })
    void whatIsNoNetworkIsTold(String text, String problem) {
        var e = assertThrows(IllegalArgumentException.class, () -> Network.parse(text));
        assertTrue(String.valueOf(e.getMessage()).contains(problem), e::toString);
    }
}
