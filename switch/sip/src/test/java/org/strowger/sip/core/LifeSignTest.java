package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.response;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;

/** OPTIONS inside a dialog, to hear whether the peer is there. */
class LifeSignTest {

    private final Bench b = new Bench();
    private final List<Boolean> told = new ArrayList<>();

    @AfterEach
    void leavesNothingBehind() {
        b.rest();
        assertTrue(b.atRest(), "transactions, dialogs and timers are zero at the end");
    }

    @Rfc(number = 3261, section = "11")
    @Rfc(number = 3261, section = "12.2.1.2")
    @ParameterizedTest
    @CsvSource({"200, true", "405, true", "501, true", "408, false", "481, false"})
    void whateverIsSaidShowsThatThePeerIsThereButThatItKnowsNoCall(int status, boolean there) {
        var ok = b.answered();
        b.hub.leg().askWhetherThere(told::add);
        var options = b.only();
        assertTrue(options.startsWith("OPTIONS sip:al@127.0.0.9:5060 SIP/2.0\r\n"), options);
        b.receive(response(status, options, "", ""));
        b.receive(response(status, options, "", ""));
        assertEquals(List.of(there), told);
        b.hangsUp(ok, 2);
    }

    @Test
    void whoSaysNothingIsNotThere() {
        var leg = b.call();
        leg.askWhetherThere(told::add); // There is no dialog yet.
        var invite = b.only();
        b.receive(response(200, invite, "p", SDP));
        b.sent();
        leg.askWhetherThere(told::add);
        b.rest();
        assertEquals(List.of(false), told);
        b.sent();
        leg.hangUp("done");
        leg.askWhetherThere(told::add); // It is ending.
        b.receive(response(200, b.only(), "", ""));
        assertEquals(List.of(false), told);
    }
}
