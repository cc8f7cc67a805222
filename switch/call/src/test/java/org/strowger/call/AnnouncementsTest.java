package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers in a queue are told of place and time. */
class AnnouncementsTest {

    private static final String FIRST = "en/queue-place+en/digit-1";
    private static final String SECOND = "en/queue-place+en/digit-2";
    private static final String TWO_MINUTES = "en/queue-wait+en/digit-2+en/minutes";

    private final Laboratory lab =
            new Laboratory(
                    new QueueService(new Announcing(5_000_000, 30_000_000, true, true, true), 0));
    private final FakeSip.Incoming caller = lab.waits("5551001");
    private final FakeMedia.Leg media = lab.media.legs.getFirst();

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    private List<String> said() {
        return media.did.stream()
                .filter(it -> it.startsWith("play "))
                .map(it -> it.substring(5))
                .toList();
    }

    private void heard() {
        lab.then(() -> media.events.played(media.playing));
    }

    @Test
    void thePlaceIsToldAfterTheFirstTimeAndThenAgainWithMusicBetween() {
        lab.passes(Duration.ofSeconds(4));
        assertEquals(List.of(), said());
        lab.passes(Duration.ofSeconds(2));
        assertEquals(List.of(FIRST), said(), "no time: nobody was served yet");
        heard();
        assertEquals("music", media.did.getLast());
        lab.passes(Duration.ofSeconds(28));
        assertEquals(1, said().size());
        lab.passes(Duration.ofSeconds(4));
        assertEquals(List.of(FIRST, FIRST), said());
        lab.then(caller::hangsUp);
    }

    @Test
    void aPlaceThatBecameWorseIsNotToldButTheTimeIs() {
        lab.then(caller::hangsUp);
        lab.registers(AGENT);
        var first = lab.waits("5551011");
        lab.then(lab.rung()::answers);
        lab.passes(Duration.ofMinutes(1));
        lab.then(first::hangsUp, lab.rung()::confirmsEnd);
        lab.passes(Duration.ofSeconds(3));
        var second = lab.waits("5551012");
        lab.then(lab.rung()::answers);
        var waits = lab.waits("5551013");
        var theirs = lab.media.legs.getLast();
        lab.passes(Duration.ofSeconds(6));
        assertEquals("play " + FIRST + "+" + TWO_MINUTES, theirs.did.getLast());
        lab.then(() -> theirs.events.played(theirs.playing));
        var urgent = lab.dials("5551014", "4010");
        lab.then(() -> urgent.events().confirmed());
        lab.then(() -> lab.media.legs.getLast().pressed('1'));
        lab.passes(Duration.ofSeconds(31));
        assertEquals("play en/queue-wait+en/digit-3+en/minutes", theirs.did.getLast());
        lab.then(second::hangsUp, lab.rung(AGENT)::confirmsEnd, waits::hangsUp, urgent::hangsUp);
    }

    @Test
    void whoComesForwardIsToldSoBeforeItIsTime() {
        var other = lab.waits("5551002");
        var theirs = lab.media.legs.get(1);
        lab.passes(Duration.ofSeconds(6));
        assertEquals("play " + SECOND, theirs.did.getLast());
        lab.then(() -> theirs.events.played(theirs.playing));
        heard();
        lab.then(caller::hangsUp);
        lab.passes(Duration.ofSeconds(16));
        assertEquals("play " + FIRST, theirs.did.getLast());
        lab.then(other::hangsUp);
    }

    @Test
    void theAnswerEndsWhatIsBeingSaid() {
        lab.passes(Duration.ofSeconds(6));
        assertEquals(List.of(FIRST), said());
        lab.registers(AGENT);
        lab.then(lab.rung()::answers);
        assertTrue(media.did.getLast().startsWith("bridge"), media.did::toString);
        heard();
        assertFalse(media.did.getLast().equals("music"), media.did::toString);
        lab.passes(Duration.ofMinutes(1));
        assertEquals(1, said().size());
        lab.then(caller::hangsUp, lab.rung()::confirmsEnd);
    }

    @Test
    void nothingBeginsWhileAnAgentIsRung() {
        lab.registers(AGENT);
        lab.passes(Duration.ofSeconds(10));
        assertEquals(List.of(), said());
        lab.then(caller::hangsUp, lab.rung()::confirmsEnd);
    }
}
