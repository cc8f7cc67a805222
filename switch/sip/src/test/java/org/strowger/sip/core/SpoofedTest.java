package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.inDialog;
import static org.strowger.sip.core.Bench.invite;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;

/** Somebody who has read some of a call, or all of a request, and says it as if it were his. */
class SpoofedTest {

    private static final Flow ELSEWHERE = Bench.flow("127.0.0.66", 5066);

    private final Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    private void stillTalksAndHangsUp(String ok) {
        assertEquals(List.of(), b.hub.told());
        b.receive(inDialog("BYE", 20, ok, ""));
        assertEquals(List.of("200"), b.started());
        assertEquals(List.of("in ended BYE 0"), b.hub.told());
    }

    @Rfc(number = 3261, section = "12.2.2")
    @Test
    void aByeWithGuessedTagsEndsNothing() {
        var ok = b.answered();
        var bye = inDialog("BYE", 2, ok, "");
        var ours = Bench.toTag(ok);
        b.receive(bye.replace("tag=" + ours, "tag=guessed"), ELSEWHERE);
        b.receive(bye.replace("tag=al", "tag=guessed"), ELSEWHERE);
        b.receive(bye.replace("call-1", "call-2"), ELSEWHERE);
        b.receive(bye.replace(";tag=" + ours, ""), ELSEWHERE);
        assertEquals(List.of("481", "481", "481", "481"), b.started());
        stillTalksAndHangsUp(ok);
    }

    @Rfc(number = 3261, section = "12.2.2")
    @Test
    void aByeThatWasRecordedEarlierIsOutOfOrder() {
        var ok = b.answered();
        b.receive(inDialog("INFO", 9, ok, ""));
        b.sent();
        b.receive(inDialog("BYE", 5, ok, ""), ELSEWHERE);
        assertEquals(List.of("500"), b.started());
        stillTalksAndHangsUp(ok);
    }

    @Rfc(number = 3261, section = "9.2")
    @Test
    void aCancelWithoutTheBranchCancelsNothing() {
        b.receive(invite(Map.of()));
        b.hub.leg().ring();
        b.sent();
        b.receive(Bench.request("CANCEL", Map.of("branch", "z9hG4bK-guessed"), ""), ELSEWHERE);
        var cancel = Bench.request("CANCEL", Map.of("branch", "z9hG4bK-INVITE"), "");
        b.receive(cancel.replace("UDP 127.0.0.9:5060", "UDP 127.0.0.66:5066"), ELSEWHERE);
        assertEquals(List.of("481", "481"), b.started());
        assertEquals(List.of("incoming 4000"), b.hub.told());
        b.receive(cancel);
        assertEquals(List.of("200", "487"), b.started());
        b.receive(Bench.request("ACK", Map.of("branch", "z9hG4bK-INVITE"), ""));
    }

    @Rfc(number = 7616, section = "3.4")
    @Test
    void recordedCredentialsOfARegisterAreAskedForAgain() {
        var good =
                Registers.register(
                        "1001", "1001", "demo-1001", b, "<sip:1001@127.0.0.9:5060>", 1, "");
        b.receive(good);
        assertTrue(b.only().startsWith("SIP/2.0 200"));
        b.receive(
                good.replace("Contact: <sip:1001@127.0.0.9:5060>", "Contact: <sip:eve@127.0.0.66>")
                        .replace("z9hG4bK-r2", "z9hG4bK-eve")
                        .replace("2 REGISTER", "3 REGISTER"),
                ELSEWHERE);
        var challenge = b.only();
        assertTrue(challenge.startsWith("SIP/2.0 401"), challenge);
        assertTrue(challenge.contains("stale=true"), challenge);
        assertFalse(b.kept.toString().contains("eve"), b.kept::toString);
    }

    @Rfc(number = 7616, section = "3.4")
    @Test
    void recordedCredentialsOfAnInviteMakeNoOtherCall() {
        var mine = Map.of("From", "<sip:1001@127.0.0.1>;tag=a", "branch", "z9hG4bK-1");
        b.receive(invite(mine));
        var password = Registers.authorization("1001", "demo-1001", "INVITE", b.only());
        var with =
                Map.of(
                        "From", "<sip:1001@127.0.0.1>;tag=a",
                        "branch", "z9hG4bK-2",
                        "CSeq", "2 INVITE",
                        "lines", password);
        b.receive(invite(with));
        assertEquals(1, b.hub.legs.size());
        b.hub.leg().reject(486);
        b.receive(
                Bench.request(
                        "ACK",
                        Map.of(
                                "From", "<sip:1001@127.0.0.1>;tag=a",
                                "branch", "z9hG4bK-2",
                                "CSeq", "2 ACK"),
                        ""));
        b.sent();
        b.receive(
                invite(
                        Map.of(
                                "From", "<sip:1001@127.0.0.1>;tag=eve",
                                "branch", "z9hG4bK-3",
                                "Call-ID", "call-of-eve",
                                "lines", password)),
                ELSEWHERE);
        var challenge = b.only();
        assertTrue(challenge.startsWith("SIP/2.0 401"), challenge);
        assertEquals(1, b.hub.legs.size());
    }
}
