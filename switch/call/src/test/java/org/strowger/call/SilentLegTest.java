package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.media.quality.LegQuality;
import org.strowger.sip.sdp.Codec;

/** A party whose voice has stopped is gone, though it never said so. */
class SilentLegTest {

    private static final long MINUTE = 60_000_000;

    private final Laboratory lab = new Laboratory();

    @Test
    void aConversationEndsAndTheRecordSaysForWhom() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers);
        var agent = lab.rung();
        lab.passes(Duration.ofMinutes(1));
        lab.then(() -> media(1).events.inactive(MINUTE));
        assertEquals("no voice for 60 s", agent.hungUp);
        assertEquals(List.of(102, 102), List.of(caller.hungUpCause, agent.hungUpCause));
        lab.then(caller::confirmsEnd, agent::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals(List.of("switch", "answered"), List.of(cdr.endedBy(), cdr.outcome()));
        assertEquals(List.of(0, 102), cdr.legs().stream().map(leg -> leg.cause()).toList());
        lab.assertAtRest();
    }

    @Test
    void aCallerWhoWaitsIsNotThereAnyMore() {
        var caller = lab.waits("5551001");
        lab.passes(Duration.ofMinutes(1));
        lab.then(() -> media(0).events.inactive(MINUTE));
        assertTrue(caller.heard.contains("bye"), caller.heard.toString());
        lab.then(caller::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals(List.of("switch", "abandoned"), List.of(cdr.endedBy(), cdr.outcome()));
        assertEquals(102, cdr.legs().getFirst().cause());
        lab.assertAtRest();
    }

    @Test
    void beforeTheAnswerNobodyHasToSpeak() {
        var caller = lab.dials("5551001", "4003");
        lab.then(() -> media(0).events.inactive(MINUTE), () -> media(1).events.inactive(MINUTE));
        assertFalse(caller.heard.contains("bye"), caller.heard.toString());
        assertNull(lab.rung().hungUp);
        lab.then(lab.rung()::answers, () -> caller.events().confirmed());
        lab.then(caller::hangsUp, lab.rung()::confirmsEnd);
        assertEquals(List.of(0, 0), causes());
    }

    /** The clock of media began with the early voice, or before hold was agreed on. */
    @Test
    void aSilenceThatBeganBeforeTheAnswerOrTheLastAgreementIsNone() {
        var caller = lab.dials("5551001", "4004");
        lab.passes(Duration.ofMinutes(1));
        lab.then(() -> caller.events().confirmed());
        lab.then(() -> media(0).events.inactive(MINUTE));
        assertFalse(caller.heard.contains("bye"), caller.heard.toString());
        assertTrue(media(0).answered);
        lab.passes(Duration.ofMinutes(1));
        lab.then(() -> caller.events().offered(FakeSip.session(5_000, Codec.PCMU)));
        lab.then(() -> media(0).events.inactive(MINUTE));
        assertFalse(caller.heard.contains("bye"), caller.heard.toString());
        lab.passes(Duration.ofMinutes(1));
        lab.then(() -> media(0).events.inactive(MINUTE));
        assertTrue(caller.heard.contains("bye"), caller.heard.toString());
        lab.then(caller::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void whatWasMeasuredOfALegIsInItsRecord() {
        var caller = lab.dials("5551001", "4004");
        lab.then(() -> caller.events().confirmed());
        media(0).quality = new LegQuality(437, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 425);
        lab.then(caller::hangsUp);
        var quality = lab.cdrs().getFirst().legs().getFirst().quality();
        assertNotNull(quality);
        assertEquals(List.of(437, 425), List.of(quality.mos(), quality.peerMos()));
        assertEquals(List.of(3, 7), List.of(quality.longestGapMillis(), quality.roundTripMicros()));
        assertEquals(List.of(8L, 9L), List.of(quality.reports(), quality.peerLost()));
    }

    @Test
    void ofALegThatNobodyHeardNothingWasMeasured() {
        var caller = lab.dials("5551001", "4004");
        lab.then(() -> caller.events().confirmed(), caller::hangsUp);
        assertNull(lab.cdrs().getFirst().legs().getFirst().quality());
    }

    private FakeMedia.Leg media(int leg) {
        return lab.media.legs.get(leg);
    }

    private List<Integer> causes() {
        return lab.cdrs().getFirst().legs().stream().map(leg -> leg.cause()).toList();
    }
}
