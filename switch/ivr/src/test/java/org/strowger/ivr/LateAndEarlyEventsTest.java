package org.strowger.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events that come after their time, and keys that come before it. */
class LateAndEarlyEventsTest {

    /** A greeting, then a menu for 1 that leads to a menu for 2 that leads to a queue. */
    private static final Script SCRIPT = script();

    @Test
    void ignoresPromptsThatWereStopped() {
        var call = Dialogue.answered(SCRIPT).played().keys("1").played();
        int stopped = call.position().play() - 1;
        var before = call.position();
        call.when(new IvrEvent.Played(stopped)).when(new IvrEvent.Played(0));
        assertEquals(before, call.position());
    }

    @Test
    void ignoresTimersThatWereReplaced() {
        var call = Dialogue.answered(SCRIPT).played().played().keys("1").played();
        assertEquals(2, call.position().timer());
        var before = call.position();
        call.when(new IvrEvent.TimeOut(1)).when(new IvrEvent.TimeOut(3));
        assertEquals(before, call.position());
    }

    @Test
    void ignoresATimerWhileTheNextQuestionPlays() {
        var call = Dialogue.answered(SCRIPT).played().played().keys("1");
        var before = call.position();
        call.when(new IvrEvent.TimeOut(1));
        assertEquals(before, call.position());
    }

    @Test
    void keepsKeysPressedDuringTheGreetingForTheMenus() {
        Dialogue.answered(SCRIPT)
                .then("answer", "play 1 en/greeting")
                .keys("12")
                .then()
                .played()
                .then("key 1", "key 2", "queue sales 0");
    }

    @Test
    void keepsKeysPressedBeforeTheAnswer() {
        Dialogue.start(SCRIPT)
                .keys("1")
                .when(new IvrEvent.Answered())
                .played()
                .then("answer", "play 1 en/greeting", "key 1", "play 2 en/second");
    }

    @Test
    void forgetsKeysThatFollowAWrongOne() {
        Dialogue.answered(SCRIPT)
                .keys("912")
                .then("answer", "play 1 en/greeting")
                .played()
                .then("key 9", "play 2 en/first");
    }

    @Test
    void keepsNoMoreThanSixteenKeys() {
        var call = Dialogue.answered(SCRIPT).keys("0123456789*#ABCD12");
        assertEquals("0123456789*#ABCD", call.position().typedAhead());
    }

    @Test
    void forgetsKeysOnceTheCallIsInAQueue() {
        var call = Dialogue.answered(SCRIPT).keys("1234").played();
        assertEquals("", call.position().typedAhead());
    }

    private static Script script() {
        var nodes = new LinkedHashMap<String, Node>();
        nodes.put("greet", new Node.Play(List.of("greeting"), "first"));
        nodes.put("first", menu('1', "second", "first"));
        nodes.put("second", menu('2', "queue", "second"));
        nodes.put("queue", new Node.Queue("sales", 0, "end"));
        nodes.put("end", new Node.HangUp());
        return new Script("test", "greet", "en", nodes);
    }

    private static Node menu(char key, String target, String prompt) {
        return new Node.Menu(
                List.of(prompt), Map.of(key, target), 3, 9, List.of(), List.of(), "end", "end");
    }
}
