package org.strowger.harness.load.trouble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.harness.load.Interruption;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Result;

class TroublesTest {

    private static Result run(String name, Path folder, boolean brief) {
        return Troubles.run(List.of(name), "test", folder, brief, System.out, new Interruption());
    }

    private static void assertPromiseKept(String name, boolean brief) {
        var folder = Path.of("target", "loopback", "trouble-" + name).toAbsolutePath();
        var result = run(name, folder, brief);
        var broken =
                result.rounds().getFirst().findings().stream().filter(f -> !f.holds()).toList();
        assertEquals(List.<Finding>of(), broken);
        assertTrue(result.passed());
        assertTrue(Files.exists(folder.resolve("summary.json")));
    }

    @Test
    void everyProfileSaysWhatItPromises() {
        assertEquals(7, Troubles.list().size());
        Troubles.list()
                .forEach((name, promise) -> {
                    assertTrue(name.matches("[a-z-]+"), name);
                    assertTrue(promise.endsWith("."), promise);
                });
    }

    @Test
    void aNameThatIsNoneIsRefusedBeforeAnythingIsStarted(@TempDir Path folder) {
        var out = folder.resolve("out");
        assertThrows(IllegalArgumentException.class, () -> run("rain", out, true));
        assertTrue(Files.notExists(out));
    }

    @Test
    void aRunThatWasStoppedIsPartial(@TempDir Path folder) {
        var interruption = new Interruption();
        interruption.stop("told so");
        var result = Troubles.run(List.of("kill"), "test", folder, true, System.out, interruption);
        assertEquals("told so", result.partial());
        assertEquals(List.of(), result.rounds());
    }

    @Tag("loopback")
    @ParameterizedTest
    @ValueSource(strings = {"kill", "hang-ups"})
    void inShort(String name) {
        assertPromiseKept(name, true);
    }

    @Tag("loopback")
    @Tag("long")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lossy",
                "kill",
                "slow-agents",
                "vanishing-agents",
                "hang-ups",
                "flood",
                "full-disk"
            })
    void inFull(String name) {
        assertPromiseKept(name, false);
    }
}
