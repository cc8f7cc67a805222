package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.load.result.Finding;

@Tag("loopback")
class AgentLoadTest {

    private static final int RATE = 20;

    @Test
    void everyCallIsServedByAnAgentWhoHasNoOther() {
        var out = Path.of("target", "loopback", "agent-load").toAbsolutePath();
        var said = new ByteArrayOutputStream();
        var settings = new AgentLoad.Settings(40, RATE, Duration.ofSeconds(1), 2, 1, "256m", out);
        var findings = AgentLoad.run(settings, new PrintStream(said, true, StandardCharsets.UTF_8));
        assertEquals(4, findings.size());
        assertTrue(findings.stream().allMatch(Finding::holds), findings::toString);
        var failed = findings.getFirst().detail();
        assertTrue(failed.startsWith("0 of 40, 0.000 %"), failed);
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("40 agents register"));
    }
}
