package org.strowger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TroubleCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        var stream = new PrintStream(out, true, UTF_8);
        var line = new CommandLine(new TroubleCommand(new Console(stream, stream)));
        return line.setErr(new PrintWriter(err, true)).execute(arguments);
    }

    @Test
    void listNamesEveryProfileWithItsPromise() {
        assertEquals(0, run("list"));
        var lines = out.toString(UTF_8).lines().toList();
        assertEquals(7, lines.size());
        assertTrue(lines.getFirst().startsWith("lossy             5 % of all"), lines::toString);
    }

    @Test
    void aNameThatIsNoneIsWrongUsage() {
        assertEquals(2, run("rain"));
        assertTrue(err.toString().startsWith("\"rain\" is no trouble; there are lossy, kill"));
    }
}
