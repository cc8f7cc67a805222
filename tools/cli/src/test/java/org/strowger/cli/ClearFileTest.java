package org.strowger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearFileTest {

    @TempDir private Path folder;

    @Test
    void nobodyElseCanReadIt() throws IOException {
        var file = folder.resolve("one.wav");
        int status =
                ClearFile.write(
                        file,
                        to -> {
                            try (var out = to.open()) {
                                out.write(7);
                                assertEquals(
                                        PosixFilePermissions.fromString("rw-------"),
                                        Files.getPosixFilePermissions(file),
                                        "from the first octet on");
                            }
                            return 1;
                        });
        assertEquals(1, status);
        assertEquals(1, Files.size(file));
    }

    @Test
    void nothingIsLeftOfOneThatFailed() {
        var file = folder.resolve("one.wav");
        assertThrows(
                IOException.class,
                () ->
                        ClearFile.write(
                                file,
                                to -> {
                                    try (var out = to.open()) {
                                        out.write(7);
                                        throw new IOException("No space left on device");
                                    }
                                }));
        assertFalse(Files.exists(file));
    }

    @Test
    void oneThatIsThereStaysAsItIs() throws IOException {
        var file = Files.writeString(folder.resolve("one.wav"), "mine");
        assertThrows(CommandException.class, () -> ClearFile.write(file, _ -> 0));
        var meanwhile = folder.resolve("two.wav");
        assertThrows(
                CommandException.class,
                () ->
                        ClearFile.write(
                                meanwhile,
                                to -> {
                                    Files.writeString(meanwhile, "theirs");
                                    to.open().close();
                                    return 0;
                                }));
        assertEquals("mine", Files.readString(file));
        assertEquals("theirs", Files.readString(meanwhile));
    }
}
