package org.strowger.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts and sounds that come with the switch, as a caller meets them. */
class ShippedScriptsTest {

    private static final Path FOLDER = Path.of("../../ivr-scripts");
    private static final Set<String> PROMPTS = Prompts.inFolder(FOLDER.resolve("prompts"));
    private static final Set<String> QUEUES = Set.of("sales", "support");

    private final Script hotline = script("hotline");
    private final Script recorded = script("recorded");

    @Test
    void haveNoMistake() {
        assertEquals(List.of(), ScriptFolder.check(FOLDER, PROMPTS, QUEUES, _ -> false));
    }

    @Test
    void bringTwoThenOneToSalesInEnglish() {
        var call = Dialogue.answered(hotline).keys("2").played().keys("1");
        assertEquals(new IvrCommand.Enqueue("sales", QueueRequest.of(0)), call.last());
        assertEquals("en", call.position().language());
        assertEquals("21", call.heardKeys());
        assertEquals(0, call.menusTimedOut());
    }

    @Test
    void bringOneThenTwoToSupportInChinese() {
        Dialogue.answered(hotline)
                .then("answer", "play 1 zh/press-1-for-chinese en/press-2-for-english")
                .keys("1")
                .then("stop playing", "key 1", "language zh", "play 2 zh/sales-or-support")
                .played()
                .then("timer 1 3000000")
                .keys("2")
                .then("stop timer", "key 2", "queue support 0");
    }

    @Test
    void takeBothKeysFromACallerInAHurry() {
        Dialogue.start(hotline)
                .keys("21")
                .when(new IvrEvent.Answered())
                .then("answer", "key 2", "language en", "key 1", "queue sales 0");
    }

    @Test
    void bringACallerWhoPressesNothingToSupport() {
        var call = Dialogue.answered(hotline);
        for (int i = 0; i < 4; i++) {
            call.played().timeOut();
        }
        assertEquals(new IvrCommand.Enqueue("support", QueueRequest.of(0)), call.last());
        assertEquals(4, call.menusTimedOut());
        assertEquals("", call.heardKeys());
        assertEquals("en", call.position().language());
    }

    @Test
    void bringACallerWhoPressesWrongKeysToSupport() {
        var call = Dialogue.answered(hotline).keys("9909");
        assertEquals(new IvrCommand.Enqueue("support", QueueRequest.of(0)), call.last());
        assertEquals("9909", call.heardKeys());
    }

    @Test
    void recordWhoConsents() {
        Dialogue.answered(recorded)
                .then("answer", "play 1 en/recording-notice")
                .keys("1")
                .then("stop playing", "key 1", "record start", "queue support 0");
    }

    @Test
    void doNotRecordWhoDeclines() {
        Dialogue.answered(recorded)
                .keys("2")
                .then(
                        "answer",
                        "play 1 en/recording-notice",
                        "stop playing",
                        "key 2",
                        "record stop",
                        "queue support 0");
    }

    @Test
    void doNotRecordWhoSaysNothing() {
        var call = Dialogue.answered(recorded).played().timeOut().played().timeOut();
        assertEquals(2, call.menusTimedOut());
        call.then(
                "answer",
                "play 1 en/recording-notice",
                "timer 1 3000000",
                "timed out ask",
                "play 2 en/recording-notice",
                "timer 2 3000000",
                "timed out ask",
                "record stop",
                "queue support 0");
    }

    @Test
    void tellThatTheLinesAreBusyAndHangUp() {
        Dialogue.answered(hotline)
                .keys("12")
                .when(new IvrEvent.QueueRefused("full"))
                .played()
                .then(
                        "answer",
                        "play 1 zh/press-1-for-chinese en/press-2-for-english",
                        "stop playing",
                        "key 1",
                        "language zh",
                        "play 2 zh/sales-or-support",
                        "stop playing",
                        "key 2",
                        "queue support 0",
                        "play 3 zh/all-lines-busy",
                        "hang up");
    }

    @Test
    void sayOneSentenceAndHangUp() {
        Dialogue.answered(script("announcement"))
                .then("answer", "play 1 en/announcement")
                .played()
                .then("hang up");
    }

    @Test
    void haveAllDigitsInBothLanguages() {
        for (int digit = 0; digit <= 9; digit++) {
            assertTrue(PROMPTS.containsAll(List.of("en/digit-" + digit, "zh/digit-" + digit)));
        }
    }

    @Test
    void haveASoundForEveryText() throws IOException {
        for (var line : Files.readAllLines(FOLDER.resolve("prompts/texts.tsv"))) {
            if (!line.startsWith("#")) {
                var columns = List.of(line.split("\t", -1));
                assertEquals(4, columns.size(), line);
                assertTrue(PROMPTS.contains(columns.get(1) + "/" + columns.get(0)), line);
            }
        }
    }

    @Test
    void areExplainedByAnExampleThatHasNoMistake(@TempDir Path folder) throws IOException {
        var text = Files.readString(FOLDER.resolve("README.md"));
        int from = text.indexOf("# yaml-language-server");
        var example = text.substring(from, text.indexOf("```", from));
        Files.writeString(folder.resolve("example.yaml"), example);
        assertEquals(List.of(), ScriptFolder.check(folder, PROMPTS, QUEUES, _ -> false));
    }

    private static Script script(String name) {
        var scripts = ScriptFolder.load(FOLDER, PROMPTS, QUEUES, _ -> false);
        return scripts.getOrDefault(name, Script.echoing());
    }
}
