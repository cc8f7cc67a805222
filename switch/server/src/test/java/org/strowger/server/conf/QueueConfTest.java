package org.strowger.server.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.Needs;
import org.strowger.acd.Relaxation;
import org.strowger.acd.Skill;
import org.strowger.base.AgentId;
import org.strowger.base.ConfigException;
import org.strowger.base.QueueId;

/** What queues.yaml says of whom to offer calls. */
class QueueConfTest {

    private static final String HEAD =
            "queues:\n  - {id: support, offer-s: 15, wrap-up-s: 2, max-waiting: 5}\n";

    @TempDir Path folder;

    @BeforeEach
    void copyTheDefault() throws IOException {
        ConfReaderTest.copyTheDefault(folder);
        ConfReaderTest.replace(
                folder, "agents", "{sales: 5, support: 5}", "{sales: 5, support: 9, tax-2: 1}");
    }

    @Test
    void readsExpressionsAndSteps() throws IOException {
        write(
                """
                    needs: sales >= 2 and not (tax-2 or support >= 9)
                    relax:
                      - {after-s: 20, lower: {sales: 2}, drop: [tax-2]}
                      - {after-s: 40, needs: {support: 3}, queues: [support], agents: ["1003"]}
                """);

        var queue = read();

        assertEquals(Needs.parse("sales >= 2 and not (tax-2 or support >= 9)"), queue.needs());
        assertEquals(
                List.of(
                        new Relaxation(
                                20_000_000,
                                null,
                                List.of(new Skill("sales", 2)),
                                List.of("tax-2"),
                                List.of(),
                                List.of()),
                        new Relaxation(
                                40_000_000,
                                Needs.of(List.of(new Skill("support", 3))),
                                List.of(),
                                List.of(),
                                List.of(new QueueId("support")),
                                List.of(new AgentId("1003")))),
                queue.relaxation());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "needs: sales >= 11; 4:21: expected a level from 1 to 10, found \"11\"",
                "needs: \"sales >\"; 4:19: expected \"and\", \"or\" or the end, found \">\"",
                "needs: sales and (support; 4:30: expected \"and\", \"or\" or \")\", found the end",
                "needs: sales and sale; 4:22: no agent has the skill \"sale\"; there are sales,",
                "needs: {sales: 1, tax: 2}; 4:28: no agent has the skill \"tax\"; there are sales,",
                "relax: [{after-s: 5, drop: [tax]}]; 4:33: no agent has the skill \"tax\"",
                "relax: [{after-s: 5, lower: {tax: 1}}]; 4:39: no agent has the skill \"tax\"",
                "relax: [{after-s: 5, queues: [mail]}]; 4:35: there is no queue \"mail\"; there are support, sales",
                "relax: [{after-s: 5, agents: [\"7\"]}]; 4:35: there is no agent \"7\"; there are 1001,",
                "relax: [{after-s: 5}]; 4:13: ",
                "relax: [{after-s: 5, drop: [sales]}, {after-s: 5, drop: [sales]}]; 4:52: a step must come",
            })
    void saysWhereItIsWrongAndWhatWasExpected(String line, String message) throws IOException {
        write("    " + line + "\n");

        assertRefused("queues.yaml:" + message);
    }

    @Test
    void countsTheCharactersOfATextThatIsFolded() throws IOException {
        write("    needs: >\n      sales and\n      (support\n");

        assertRefused("queues.yaml:4:12: character 20 of it: expected \"and\", \"or\" or \")\"");
    }

    @Test
    void refusesASkillThatIsAWordOfExpressions() throws IOException {
        ConfReaderTest.replace(folder, "agents", "tax-2: 1", "Not: 1");

        assertRefused("no skill may be called Not");
    }

    @Test
    void warnsOfQueuesThatNobodyServesOrNotAtOnce() throws IOException {
        write("    needs: sales and not sales >= 4\n");
        assertWarned(":3:9: no agent can serve queue sales");

        write(
                """
                    needs: sales >= 8
                    relax: [{after-s: 20, lower: {sales: 1}}, {after-s: 30, lower: {sales: 3}}]
                """);
        assertWarned(":3:9: no agent can serve queue sales before 30 s have passed");
    }

    private void write(String keys) throws IOException {
        Files.writeString(
                folder.resolve("queues.yaml"),
                HEAD
                        + "  - id: sales\n"
                        + keys
                        + "    offer-s: 15\n    wrap-up-s: 2\n"
                        + "    max-waiting: 5\n");
    }

    private AcdConfig.Queue read() {
        return ConfReader.read(folder).queues().getLast().rules();
    }

    private void assertRefused(String message) {
        var wrong = assertThrows(ConfigException.class, () -> ConfReader.read(folder));
        assertTrue(
                String.valueOf(wrong.getMessage()).contains(message),
                () -> wrong.getMessage() + " is not " + message);
    }

    private void assertWarned(String warning) {
        var warnings = ConfReader.read(folder).notes().warnings();
        assertTrue(warnings.getLast().endsWith(warning), warnings::toString);
    }
}
