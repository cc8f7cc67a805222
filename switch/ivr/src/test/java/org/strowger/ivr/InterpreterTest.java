package org.strowger.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.ivr.Position.Waiting;

/** Every kind of node, one event at a time. */
class InterpreterTest {

    private static final Node END = new Node.HangUp();
    private static final Node MENU =
            new Node.Menu(
                    List.of("ask"),
                    Map.of('1', "one", '2', "end"),
                    2,
                    3_000_000,
                    List.of("silence"),
                    List.of("wrong"),
                    "no-key",
                    "invalid");

    @Test
    void answersFirstAndPlaysNothingBefore() {
        var call = Dialogue.start(play()).then("answer");
        call.played().timeOut().then();
        call.when(new IvrEvent.Answered()).then("play 1 en/hello zh/welcome");
    }

    @Test
    void goesOnWhenThePromptsWereHeard() {
        var call = Dialogue.answered(play()).then("answer", "play 1 en/hello zh/welcome");
        call.played().then("hang up");
        assertEquals(Waiting.NOTHING, call.position().waiting());
    }

    @Test
    void goesOnAtOnceWhereNothingIsToBePlayed() {
        Dialogue.answered(script(new Node.Play(List.of(), "end"))).then("answer", "hang up");
    }

    @Test
    void playsAsOftenAndAsLoudAsTheScriptSays() {
        Dialogue.answered(script(new Node.Play(List.of("hello"), "end", 3, -6)))
                .then("answer", "play 1 en/hello 3x -6dB")
                .played()
                .then("hang up");
    }

    @Test
    void asksAndWaitsAfterTheLastWord() {
        menu().played().then("timer 1 3000000");
    }

    @Test
    void runsTheTimeAtOnceWhenThereIsNoQuestion() {
        var menu = new Node.Menu(List.of(), Map.of(), 1, 5, List.of(), List.of(), "end", "end");
        Dialogue.answered(script(menu))
                .then("answer", "timer 1 5")
                .timeOut()
                .then("timed out start", "hang up");
    }

    @Test
    void takesAKeyWhileTheMenuWaits() {
        menu().played().then("timer 1 3000000").keys("2").then("stop timer", "key 2", "hang up");
    }

    @Test
    void stopsTheQuestionAtAKey() {
        menu().keys("2").then("stop playing", "key 2", "hang up");
    }

    @Test
    void asksAgainAfterSilenceAndThenGivesUp() {
        menu().played()
                .then("timer 1 3000000")
                .timeOut()
                .then("timed out start", "play 2 en/silence en/ask")
                .played()
                .then("timer 2 3000000")
                .timeOut()
                .then("timed out start", "play 3 en/no-key");
    }

    @Test
    void asksAgainAfterAnotherKeyAndThenGivesUp() {
        menu().keys("9")
                .then("stop playing", "key 9", "play 2 en/wrong en/ask")
                .keys("*")
                .then("stop playing", "key *", "play 3 en/invalid");
    }

    @Test
    void countsSilenceAndWrongKeysTogether() {
        menu().keys("9")
                .then("stop playing", "key 9", "play 2 en/wrong en/ask")
                .played()
                .timeOut()
                .then("timer 1 3000000", "timed out start", "play 3 en/no-key");
    }

    @Test
    void beginsToCountAgainInTheNextMenu() {
        var nodes = new LinkedHashMap<String, Node>();
        nodes.put("start", menuTo("second"));
        nodes.put("second", menuTo("end"));
        nodes.put("end", END);
        Dialogue.answered(new Script("test", "start", "en", nodes))
                .keys("91")
                .then(
                        "answer",
                        "play 1 en/q",
                        "stop playing",
                        "key 9",
                        "play 2 en/q",
                        "stop playing",
                        "key 1",
                        "play 3 en/q")
                .keys("9")
                .then("stop playing", "key 9", "play 4 en/q");
    }

    @Test
    void hearsNothingThatIsNoKey() {
        menu().keys("xa \uffff").then();
    }

    @Test
    void speaksTheLanguageThatWasSet() {
        var nodes = new LinkedHashMap<String, Node>();
        nodes.put("start", new Node.SetLanguage("zh", "say"));
        nodes.put("say", new Node.Play(List.of("hello"), "end"));
        nodes.put("end", END);
        var call = Dialogue.answered(new Script("test", "start", "en", nodes));
        call.then("answer", "language zh", "play 1 zh/hello");
        assertEquals("zh", call.position().language());
    }

    @Test
    void staysInTheQueueWhateverIsPressed() {
        var call = Dialogue.answered(script(new Node.Queue("sales", 7, "say")));
        call.then("answer", "queue sales 7");
        var queued = call.position();
        call.keys("12").played().timeOut().when(new IvrEvent.TransferFailed(486)).then();
        assertEquals("start", queued.node());
        assertEquals(Waiting.ELSEWHERE, queued.waiting());
    }

    @Test
    void goesOnWhenTheQueueIsFull() {
        Dialogue.answered(script(new Node.Queue("sales", 0, "say")))
                .then("answer", "queue sales 0")
                .when(new IvrEvent.QueueRefused("full"))
                .then("play 1 en/no-key");
    }

    @Test
    void goesOnWhenATransferFails() {
        Dialogue.answered(script(new Node.Transfer("1001", "say")))
                .then("answer", "transfer 1001")
                .when(new IvrEvent.TransferFailed(486))
                .then("play 1 en/no-key");
    }

    @Test
    void ignoresARefusalThatNobodyAskedFor() {
        menu().when(new IvrEvent.QueueRefused("full"))
                .when(new IvrEvent.TransferFailed(404))
                .then();
    }

    @Test
    void echoesUntilTheCallerLeaves() {
        Dialogue.answered(Script.echoing())
                .then("answer", "echo")
                .keys("1")
                .when(new IvrEvent.QueueRefused("full"))
                .then();
    }

    @Test
    void putsStraightIntoAQueueAndHangsUpWhenItIsFull() {
        Dialogue.answered(Script.queueing("support"))
                .then("answer", "queue support 0")
                .when(new IvrEvent.QueueRefused("full"))
                .then("hang up")
                .when(new IvrEvent.QueueRefused("full"))
                .then();
    }

    @Test
    void answersOnce() {
        menu().when(new IvrEvent.Answered()).then();
    }

    @Test
    void hangsUpInsteadOfGoingRoundForEver() {
        var call = Dialogue.answered(script(new Node.SetLanguage("zh", "start")));
        assertEquals(new IvrCommand.HangUp(), call.last());
        assertEquals(Waiting.NOTHING, call.position().waiting());
    }

    @Test
    void hasNoScriptWithANameThatLeadsNowhere() {
        var nodes = Map.<String, Node>of("start", new Node.Play(List.of("a"), "nowhere"));
        var wrong =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Script("test", "start", "en", nodes));
        assertTrue(String.valueOf(wrong.getMessage()).contains("nowhere"));
    }

    @Test
    void isThePositionOfNobodyOutsideTheScript() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Position(play(), "nowhere", "en", 1, 0, 0, Waiting.KEY, ""));
    }

    private static Script play() {
        return script(new Node.Play(List.of("hello", "zh/welcome"), "end"));
    }

    private static Dialogue menu() {
        return Dialogue.answered(script(MENU)).then("answer", "play 1 en/ask");
    }

    private static Node menuTo(String next) {
        return new Node.Menu(
                List.of("q"), Map.of('1', next), 2, 1, List.of(), List.of(), "end", "end");
    }

    /** A script that starts with the given node, and a few places to go to. */
    private static Script script(Node start) {
        var nodes = new LinkedHashMap<String, Node>();
        nodes.put("start", start);
        nodes.put("one", new Node.Play(List.of("one"), "end"));
        nodes.put("say", new Node.Play(List.of("no-key"), "end"));
        nodes.put("no-key", new Node.Play(List.of("no-key"), "end"));
        nodes.put("invalid", new Node.Play(List.of("invalid"), "end"));
        nodes.put("end", END);
        return new Script("test", "start", "en", nodes);
    }
}
