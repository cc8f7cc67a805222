package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.sip.Diversion;
import org.strowger.sip.Diversion.Reason;
import org.strowger.sip.Trail;

/** What a trunk's History-Info says of who sent a call on (RFC 7044, RFC 7544). */
class HistoryTest {

    private final Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.hub.legs.forEach(leg -> leg.reject(486));
        b.leavesNothing();
    }

    private Trail fromTrunk(String... lines) {
        var text = String.join("\r\n", lines) + "\r\n";
        b.receive(Bench.invite(Map.of("lines", text)), Bench.flow("127.0.0.2", 5070));
        b.sent();
        return b.hub.leg().trail();
    }

    @Rfc(number = 7044, section = "10.1")
    @Test
    void anEntrySaysItselfWhetherItIsSecret() {
        var trail =
                fromTrunk(
                        "History-Info: <sip:1@h?Privacy=none&Reason=SIP%3Bcause%3D302>;index=1,"
                                + " <sip:2@h?Reason=SIP%3Bcause%3D486&privacy=History>;index=1.1");
        assertEquals(
                List.of(
                        new Diversion("2", Reason.USER_BUSY, true),
                        new Diversion("1", Reason.UNCONDITIONAL, false)),
                trail.diversions());
    }

    @ParameterizedTest
    @CsvSource({"history, true", "header, true", "'id; Session', true", "id, false", "none, false"})
    void thePrivacyOfTheCallIsThatOfItsHistory(String privacy, boolean secret) {
        var trail =
                fromTrunk(
                        "Privacy: " + privacy,
                        "History-Info: <sip:1@h?Reason=SIP%3Bcause%3D302>;index=1");
        var diversion = new Diversion("1", Reason.UNCONDITIONAL, secret);
        assertEquals(List.of(diversion), trail.diversions());
    }

    @Rfc(number = 7544, section = "6")
    @Test
    void theCauseOfTheNextPlaceSaysWhyTheCallWasSentThere() {
        var trail =
                fromTrunk(
                        "History-Info: <sip:1@h>;index=1, <sip:2@h;cause=302>;index=1.1;mp=1",
                        "History-Info: <sip:3@h;user=phone;Cause=486?Privacy=none>;index=1.2;mp=1.1",
                        "History-Info: <sip:4000@h>;index=1.2.1;rc=1.2");
        assertEquals(
                List.of(
                        new Diversion("2", Reason.USER_BUSY, false),
                        new Diversion("1", Reason.UNCONDITIONAL, false)),
                trail.diversions());
    }

    @Test
    void withoutAnIndexThePlaceBeforeHasSentItOn() {
        var trail =
                fromTrunk(
                        "History-Info: <sip:1@h>, <sip:2@h>, <sip:4000@h;cause=486>;index=1.1;mp=7");
        assertEquals(List.of(new Diversion("2", Reason.USER_BUSY, false)), trail.diversions());
    }

    @Test
    void whatBothSayIsOneDiversion() {
        var trail =
                fromTrunk(
                        "History-Info: <sip:1@h?Reason=SIP%3Bcause%3D486>;index=1,"
                                + " <sip:4000@h;cause=408>;index=1.1;mp=1");
        assertEquals(List.of(new Diversion("1", Reason.NO_ANSWER, false)), trail.diversions());
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:4000@h;cause=302>;index=1",
        "<sip:1@h>;index=1",
        "<sip:@h>;index=1, <sip:4000@h;cause=302>;index=1.1;mp=1",
    })
    void aHistoryInWhichNobodySentTheCallOn(String history) {
        assertEquals(List.of(), fromTrunk("History-Info: " + history).diversions());
    }
}
