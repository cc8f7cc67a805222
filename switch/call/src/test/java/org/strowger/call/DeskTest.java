package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.acd.AcdEvent;
import org.strowger.sip.Presentation;

/** What an agent's phone shows, says and does when a queue offers it a call. */
class DeskTest {

    private static final DeskRules SHOWN =
            new DeskRules("{queue} {wait} {name} {number} {x", true, List.of());
    private static final DeskRules SAID =
            new DeskRules("", false, List.of("tone/beep", "en/support-call"));

    @Test
    void thePhoneShowsQueueWaitAndCallerAndIsAskedToAnswer() {
        var lab = new Laboratory(SHOWN);
        var caller = lab.waits("5551001");
        lab.passes(Duration.ofSeconds(83));
        lab.registers(AGENT);
        var told = lab.rung().call;
        assertEquals("support 1:23 5551001 5551001 {x", told.callerName());
        var id = lab.switchboard.summaries().getFirst().id();
        assertEquals(new Presentation(id, true, true), told.presentation());
        lab.then(lab.rung()::answers, caller::hangsUp, lab.rung()::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void aQueueWithoutADeskShowsWhoCallsAndNothingElse() {
        var lab = new Laboratory();
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        assertEquals(Presentation.NONE, lab.rung().call.presentation());
        assertEquals("", lab.rung().call.callerName());
        lab.then(lab.rung()::answers, caller::hangsUp, lab.rung()::confirmsEnd);
    }

    @Test
    void theAgentHearsWhoseCallItIsBeforeTheyTalk() {
        var lab = new Laboratory(SAID);
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers);
        var agents = lab.media.legs.get(1);
        assertTrue(agents.did.contains("play tone/beep+en/support-call"), agents.did::toString);
        assertEquals("music", lab.media.legs.get(0).did.getLast());
        assertEquals(null, agents.partner);
        lab.then(() -> agents.events.played(agents.playing));
        assertEquals(lab.media.legs.get(0), agents.partner);
        lab.then(caller::hangsUp, lab.rung()::confirmsEnd);
        assertEquals("answered", lab.cdrs().getFirst().outcome());
        lab.assertAtRest();
    }

    @Test
    void meanwhileTheCallerHearsMusicAndNoAnnouncement() {
        var place = new Announcing(1_000_000, 0, false, true, false);
        var lab = new Laboratory(SAID, new QueueService(place, 0));
        var caller = lab.waits("5551001");
        lab.passes(Duration.ofSeconds(2));
        var heard = lab.media.legs.getFirst();
        assertEquals("play en/queue-place+en/digit-1", heard.did.getLast());
        lab.registers(AGENT);
        lab.then(lab.rung()::answers);
        assertEquals("music", heard.did.getLast());
        var agents = lab.media.legs.get(1);
        lab.then(() -> agents.events.played(agents.playing));
        assertEquals(heard, agents.partner);
        lab.then(caller::hangsUp, lab.rung()::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void anAgentWhoHangsUpBeforeThatLeavesTheCallerAtTheHeadOfTheLine() {
        var lab = new Laboratory(SAID);
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers, lab.rung()::hangsUp);
        assertFalse(caller.heard.contains("bye"), caller.heard::toString);
        lab.passes(Duration.ofSeconds(3)); // His wrap-up.
        assertEquals(2, lab.sip.calls.size());
        lab.then(lab.rung()::answers);
        var again = lab.media.legs.getLast();
        lab.then(() -> again.events.played(again.playing));
        lab.then(caller::hangsUp, lab.rung()::confirmsEnd);
        assertEquals("answered", lab.cdrs().getFirst().outcome());
        lab.assertAtRest();
    }

    @Test
    void aCallerWhoHangsUpMeanwhileEndsIt() {
        var lab = new Laboratory(SAID);
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers, caller::hangsUp);
        assertEquals("caller gone", lab.rung().hungUp);
        lab.then(lab.rung()::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals("abandoned", cdr.outcome());
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class));
        lab.assertAtRest();
    }

    /** In the table ~ is a control character, ^ turns the direction of text, _ is a space. */
    @ParameterizedTest
    @CsvSource({
        "Al, Al",
        "__Al__B__, Al B",
        "Al~~B, AlB",
        "^Al^, Al",
        "{queue}\"\\<sip:x>, {queue}\"\\<sip:x>",
        "0123456789012345678901234567890123456789, 01234567890123456789012345678901",
        "张伟, 张伟",
        "~^, ''"
    })
    void aNameIsMadeSafe(String said, String shown) {
        var name = said.replace('~', '\u0007').replace('^', '\u202e').replace('_', '\u00a0');
        assertEquals(shown, DeskRules.safe(name, 32));
        assertEquals("", DeskRules.safe("\ud800", 32));
        assertEquals(
                2, DeskRules.safe("\ud83d\ude00\ud83d\ude00\ud83d\ude00", 2).codePointCount(0, 4));
    }
}
