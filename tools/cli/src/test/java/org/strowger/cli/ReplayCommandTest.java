package org.strowger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.process.ProjectFolder;
import picocli.CommandLine;

class ReplayCommandTest {

    @TempDir private Path folder = Path.of("");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        var console =
                new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        var line = new CommandLine(new ReplayCommand(console));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setErr(new PrintWriter(err, true, UTF_8));
        return line.execute(arguments);
    }

    private void journal(String... lines) throws IOException {
        Files.write(folder.resolve("acd-00000001.journal"), List.of(lines));
    }

    @Test
    void theMeasuresOfARunAndOfAnotherConfigurationStandSideBySide() throws IOException {
        journal(
                "#begin",
                "Configured 1000000 then 1 support 0 15000000 0 5 1 0 1 1001 1 1 support 0",
                "AgentReachable 1000000 1001 1",
                "CallQueued 2000000 n1-1 support 0 0",
                "OfferAccepted 5000000 1",
                "TalkEnded 9000000 1",
                "Tick 10000000");

        assertEquals(
                0,
                run(
                        folder.toString(),
                        "--format",
                        "csv",
                        "--conf",
                        ProjectFolder.find().resolve("conf").toString()));

        var told = err.toString(UTF_8);
        assertTrue(told.startsWith("6 events, "), told);
        assertTrue(told.contains("the decisions are those of the run"), told);
        assertTrue(told.contains("supposed: callers join"), told);
        var rows = out.toString(UTF_8).lines().toList();
        assertEquals("queue,measure,recorded,otherwise", rows.getFirst());
        assertTrue(rows.contains("all,\"occupancy, %\",44.4,55.6"), rows::toString);
        assertTrue(rows.contains("support,\"ASA, s\",3.0,3.0"), rows::toString);
    }

    @Test
    void aJournalThatIsNotWholeIsToldSo() throws IOException {
        journal("#begin", "#gap 3", "Tick 10000000");

        assertEquals(0, run(folder.toString()));
        assertTrue(err.toString(UTF_8).contains("not the whole run: 3 events missing"));
    }

    @Test
    void aFolderWithoutEventsIsRefused() {
        assertEquals(1, run(folder.toString()));
        assertTrue(err.toString(UTF_8).contains("there is no event in"), err::toString);
    }
}
