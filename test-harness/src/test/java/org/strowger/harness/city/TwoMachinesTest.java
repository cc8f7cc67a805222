package org.strowger.harness.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.process.ProjectFolder;

/** One seed gives one run, in a Java of other settings too. */
@Tag("loopback")
class TwoMachinesTest {

    private static final Pattern HASH = Pattern.compile("hash ([0-9a-f]{16}):");

    @Test
    void oneSeedGivesOneHashInTwoProcesses() throws Exception {
        var first = begin("-Xmx300m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        var second = begin("-Xmx400m", "-XX:+UseParallelGC", "-XX:hashCode=2");
        assertEquals(hash(first), hash(second));
    }

    private static Process begin(String... options) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new java.util.ArrayList<>(List.of(java, "-XX:+UnlockExperimentalVMOptions"));
        command.addAll(List.of(options));
        command.add("-D" + ProjectFolder.PROPERTY + "=" + ProjectFolder.find());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(CityProcess.class.getName(), "5"));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static String hash(Process process) throws Exception {
        try {
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
            assertEquals(0, process.exitValue(), text);
            var found = HASH.matcher(text);
            assertTrue(found.find(), text);
            return found.group(1);
        } finally {
            process.destroyForcibly();
        }
    }
}
