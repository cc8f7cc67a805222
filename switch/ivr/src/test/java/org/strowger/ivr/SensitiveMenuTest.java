package org.strowger.ivr;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody learns which keys were pressed at a sensitive menu. */
class SensitiveMenuTest {

    private static Node.Menu sensitive(String next) {
        return new Node.Menu(
                List.of("pin"), Map.of('7', next), 2, 5, List.of(), List.of(), "end", "end", true);
    }

    private static Script script(String start) {
        return new Script(
                "card",
                start,
                "en",
                Map.of(
                        "begin", new Node.Recording(RecordingChange.START, "first"),
                        "first", sensitive("second"),
                        "second", sensitive("after"),
                        "after", new Node.Recording(RecordingChange.STOP, "queue"),
                        "queue", new Node.Queue("sales", 0, "end"),
                        "end", new Node.HangUp()));
    }

    @Test
    void theRecordingPausesFromTheFirstToTheLast() {
        Dialogue.answered(script("begin"))
                .then("answer", "record start", "mask", "play 1 en/pin")
                .keys("7")
                .then("stop playing", "play 2 en/pin")
                .played()
                .then("timer 1 5")
                .keys("7")
                .then("stop timer", "unmask", "record stop", "queue sales 0");
    }

    @Test
    void whoPressesNothingIsUnmaskedToo() {
        Dialogue.answered(script("second"))
                .then("answer", "mask", "play 1 en/pin")
                .played()
                .timeOut()
                .played()
                .timeOut()
                .then(
                        "timer 1 5",
                        "timed out second",
                        "play 2 en/pin",
                        "timer 2 5",
                        "timed out second",
                        "unmask",
                        "hang up");
    }

    @Test
    void keysTypedAheadAreHiddenAsWell() {
        Dialogue.start(script("first"))
                .keys("77")
                .when(new IvrEvent.Answered())
                .then("answer", "mask", "unmask", "record stop", "queue sales 0");
    }
}
