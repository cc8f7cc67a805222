package org.strowger.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("loopback")
class SmallDiskTest {

    private static final int MEBIBYTES = 2;

    @TempDir Path folder;

    @Test
    void fullIsFullUntilTheBallastGoes() throws IOException {
        Files.writeString(folder.resolve("hidden"), "beneath");
        try (var disk = mount()) {
            assertEquals(MEBIBYTES << 20, disk.free());
            disk.fill(0);
            assertEquals(0, disk.free());
            var file = folder.resolve("record");
            assertThrows(IOException.class, () -> Files.writeString(file, "a call"));
            disk.relieve();
            Files.writeString(file, "a call");
            assertTrue(disk.free() > 0);
        }
        assertTrue(Files.exists(folder.resolve("hidden")));
        assertFalse(Files.exists(folder.resolve("record")));
    }

    @Test
    void whatCannotBeMountedSaysSo() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "no folder");
        var failure =
                assertThrows(CannotMountException.class, () -> SmallDisk.mount(file, MEBIBYTES));
        assertTrue(String.valueOf(failure.getMessage()).contains(file.toString()));
    }

    private SmallDisk mount() {
        try {
            return SmallDisk.mount(folder, MEBIBYTES);
        } catch (CannotMountException e) {
            return abort("mounting is not allowed here: " + e.getMessage());
        }
    }
}
