package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.Presentation;
import org.strowger.sip.Trail;

/** What a user's phone is told of a call beside who calls. */
class PresentationTest {

    private static final Presentation ALL = new Presentation("n1-5f-7", true, true);

    private final Bench b = new Bench();

    @Rfc(number = 3325, section = "9.1")
    @Rfc(number = 3261, section = "20.4")
    @Rfc(number = 3261, section = "20.9")
    @Test
    void aUsersPhoneIsToldAllOfIt() {
        b.register("<sip:1001@10.0.0.2>", 1, "");
        b.sent();
        var invite = invite(new OutgoingCall.Target.User("1001"), ALL, Trail.NEW);
        assertTrue(
                header(invite, "From")
                        .startsWith("\"support 0:42 A\\\"l\\\\\" <sip:555@127.0.0.1>;tag="),
                invite);
        assertEquals("n1-5f-7", header(invite, "X-Strowger-Call"));
        assertEquals("<sip:555@127.0.0.1>", header(invite, "P-Asserted-Identity"));
        assertEquals("<sip:127.0.0.1>;answer-after=0", header(invite, "Call-Info"));
        assertEquals("<sip:127.0.0.1>;info=alert-autoanswer;delay=0", header(invite, "Alert-Info"));
    }

    @Rfc(number = 3323, section = "4.1.1.3")
    @Test
    void whoWantsNotToBeKnownIsNot() {
        b.register("<sip:1001@10.0.0.2>", 1, "");
        b.sent();
        b.receive(Bench.invite(Map.of("lines", "Privacy: id\r\n")), Bench.flow("127.0.0.2", 5070));
        b.sent();
        var withheld = b.hub.leg().trail();
        assertTrue(withheld.withheld());
        var invite = invite(new OutgoingCall.Target.User("1001"), ALL, withheld);
        assertTrue(header(invite, "From").contains("<sip:anonymous@anonymous.invalid>"), invite);
        assertTrue(header(invite, "From").startsWith("\"support 0:42 "), invite);
        assertFalse(invite.contains("P-Asserted-Identity"), invite);
        assertFalse(invite.contains("555"), invite);
    }

    @Test
    void aTrunkIsToldNothingOfIt() {
        var invite = invite(new OutgoingCall.Target.Trunk("peer", "4003"), ALL, Trail.NEW);
        for (var name : List.of("X-Strowger-Call", "Call-Info", "Alert-Info")) {
            assertFalse(invite.contains(name), invite);
        }
    }

    private String invite(OutgoingCall.Target target, Presentation told, Trail trail) {
        b.core.call(
                new OutgoingCall(
                        target, "555", "support 0:42 A\"l\\", Bench.OURS, null, "", trail, told),
                b.hub.listener("out"));
        var invite = b.sent().getLast();
        b.receive(response(486, invite, "x", ""));
        b.sent();
        return invite;
    }
}
