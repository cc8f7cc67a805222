package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.OURS;
import static org.strowger.sip.core.Bench.invite;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.Reason;

/** INVITE with Replaces (RFC 3891, section 3). */
class ReplacesTest {

    private final Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.rest();
        assertTrue(b.atRest(), "transactions, dialogs and timers are zero at the end");
    }

    @Rfc(number = 3891, section = "6.1")
    @Test
    void readsParametersInAnyOrderAndOthersToo() {
        assertEquals(
                new Replaces("a@b", "1", "2", true),
                Replaces.read("a@b ;From-Tag=2;x=y; to-tag=1;EARLY-ONLY"));
        assertEquals(
                new Replaces("a@b", "1", "2", false), Replaces.read("a@b;to-tag=1;from-tag=2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a@b",
                "a@b;to-tag=1",
                "a@b;from-tag=1",
                ";to-tag=1;from-tag=2",
                "a@b;to-tag=1;to-tag=1;from-tag=2",
                "a@b;to-tag=1;from-tag=2;from-tag=2"
            })
    void readsNothingOfWhatHasNoSense(String value) {
        assertNull(Replaces.read(value));
    }

    @Rfc(number = 3891, section = "3")
    @Test
    void takesAnInviteForTheLegThatItNames() {
        var ok = b.answered();
        b.receive(replacing("Replaces: call-1;to-tag=" + Bench.toTag(ok) + ";from-tag=al\r\n"));
        assertEquals(List.of("100"), b.started());
        assertSame(b.hub.listeners.getFirst(), b.hub.leg().replaces());
        b.hub.leg().answer(OURS);
        var second = b.sent().getLast();
        b.receive(secondAck(second));
        b.hub.legs.getFirst().hangUp("Replaced");
        b.receive(Bench.response(200, b.only(), "", ""));
        b.hub.leg().hangUp("over");
        b.receive(Bench.response(200, b.only(), "", ""));
    }

    @Rfc(number = 3891, section = "3")
    @Test
    void anInviteThatNamesNoLegGets481() {
        var ok = b.answered();
        b.receive(replacing("Replaces: call-1;to-tag=none;from-tag=al\r\n"));
        assertEquals(List.of("481"), b.started());
        b.receive(replacing("Replaces: call-1;to-tag=" + Bench.toTag(ok) + ";from-tag=eve\r\n"));
        assertEquals(List.of("481"), b.started());
        b.receive(replacing("Replaces: call-9;to-tag=" + Bench.toTag(ok) + ";from-tag=al\r\n"));
        assertEquals(List.of("481"), b.started());
        b.hangsUp(ok, 9);
    }

    @Rfc(number = 3891, section = "3")
    @Test
    void anInviteWithTwoOrWithoutSenseGets400() {
        var ok = b.answered();
        var line = "Replaces: call-1;to-tag=" + Bench.toTag(ok) + ";from-tag=al\r\n";
        b.receive(replacing(line + line));
        assertEquals(List.of("400"), b.started());
        b.receive(replacing("Replaces: call-1\r\n"));
        assertEquals(List.of("400"), b.started());
        b.hangsUp(ok, 9);
    }

    @Rfc(number = 3891, section = "3")
    @Test
    void anUpdateWithReplacesGets400() {
        var ok = b.answered();
        b.receive(
                Bench.request(
                        "UPDATE",
                        Map.of(
                                "To", Bench.header(ok, "To"),
                                "CSeq", "2 UPDATE",
                                "lines", "Replaces: call-1;to-tag=1;from-tag=al\r\n"),
                        ""));
        assertEquals(List.of("400"), b.started());
        b.hangsUp(ok, 9);
    }

    @Rfc(number = 3891, section = "3")
    @Test
    void whoWantsToReplaceARingingLegOnlyGets486ForAnAnsweredOne() {
        var ok = b.answered();
        b.receive(
                replacing(
                        "Replaces: call-1;early-only;to-tag="
                                + Bench.toTag(ok)
                                + ";from-tag=al\r\n"));
        assertEquals(List.of("486"), b.started());
        b.hangsUp(ok, 9);
    }

    @Rfc(number = 3891, section = "3")
    @Test
    void aLegThatCalledUsAndRingsIsNotReplaced() {
        b.receive(invite(Map.of()));
        b.hub.leg().ring();
        var ringing = b.sent().getLast();
        var line = "Replaces: call-1;to-tag=" + Bench.toTag(ringing) + ";from-tag=al\r\n";
        b.receive(replacing(line));
        assertEquals(List.of("481"), b.started());
        b.hub.leg().reject(486);
        b.receive(
                Bench.request(
                        "ACK",
                        Map.of("branch", "z9hG4bK-INVITE", "To", Bench.header(ringing, "To")),
                        ""));
    }

    /** The early dialog is ours: directed pick-up (RFC 3891, sections 3 and 7.1). */
    @ParameterizedTest
    @ValueSource(strings = {"", "early-only;"})
    void aPhoneThatWeCallAndThatRingsCanBeReplaced(String flag) {
        var leg = b.call();
        var ours = b.only();
        b.receive(Bench.response(180, ours, "bob", ""));
        b.receive(replacing(early(ours, flag, "eve")));
        assertEquals(List.of("481"), b.started());
        b.receive(replacing(early(ours, flag, "bob")));
        assertEquals(List.of("100"), b.started());
        assertSame(b.hub.listeners.getFirst(), b.hub.leg().replaces());
        b.hub.leg().answer(OURS);
        b.receive(secondAck(b.sent().getLast()));
        leg.hangUp(Reason.ELSEWHERE);
        var cancel = b.only();
        assertEquals(
                "SIP;cause=200;text=\"Call completed elsewhere\"", Bench.header(cancel, "Reason"));
        b.receive(Bench.response(200, cancel, "bob", ""));
        b.receive(Bench.response(487, ours, "bob", ""));
        b.sent();
        b.hub.leg().hangUp("over");
        b.receive(Bench.response(200, b.only(), "", ""));
    }

    @Test
    void aPhoneThatIsCancelledAlreadyCannotBeReplaced() {
        var leg = b.call();
        var ours = b.only();
        b.receive(Bench.response(180, ours, "bob", ""));
        leg.hangUp("caller gone");
        var cancel = b.only();
        assertEquals("SIP;cause=487;text=\"caller gone\"", Bench.header(cancel, "Reason"));
        b.receive(replacing(early(ours, "", "bob")));
        assertEquals(List.of("481"), b.started());
        b.receive(Bench.response(200, cancel, "bob", ""));
        b.receive(Bench.response(487, ours, "bob", ""));
    }

    private static String early(String ours, String flag, String remoteTag) {
        var from = Bench.header(ours, "From");
        return "Replaces: %s;%sto-tag=%s;from-tag=%s\r\n"
                .formatted(
                        Bench.header(ours, "Call-ID"),
                        flag,
                        from.substring(from.indexOf(";tag=") + ";tag=".length()),
                        remoteTag);
    }

    @Rfc(number = 3891, section = "3")
    @Test
    void aLegThatWeAreEndingIsDeclined() {
        var ok = b.answered();
        b.hub.leg().hangUp("over");
        var bye = b.only();
        b.receive(replacing("Replaces: call-1;to-tag=" + Bench.toTag(ok) + ";from-tag=al\r\n"));
        assertEquals(List.of("603"), b.started());
        b.receive(Bench.response(200, bye, "", ""));
    }

    private static String replacing(String lines) {
        return invite(
                Map.of(
                        "Call-ID", "call-2",
                        "branch", "z9hG4bK-replacing",
                        "From", "<sip:555@127.0.0.9>;tag=desk",
                        "lines", lines + "Require: replaces\r\n"));
    }

    private static String secondAck(String ok) {
        return Bench.request(
                "ACK",
                Map.of(
                        "Call-ID", "call-2",
                        "branch", "z9hG4bK-ack",
                        "From", "<sip:555@127.0.0.9>;tag=desk",
                        "To", Bench.header(ok, "To")),
                "");
    }
}
