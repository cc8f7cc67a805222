package org.strowger.harness.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {

    @TempDir Path folder;

    @Test
    void whatWasWrittenIsRead() {
        var result = Examples.result(Examples.full(1), Examples.bare("answer", 1));
        var file = ResultFile.write(result, folder);

        assertEquals(result, ResultFile.read(folder));
        assertEquals(result, ResultFile.read(file));
    }

    @Test
    void anotherFormatIsNamed() throws Exception {
        var text = Files.readString(ResultFile.write(Examples.result(), folder));
        Files.writeString(folder.resolve("summary.json"), text.replace(": 1,", ": 2,"));

        assertEquals(
                folder.resolve("summary.json") + " has format 2; this version reads format 1",
                failure().getMessage());
    }

    @Test
    void whatIsNoResultIsRefused() throws Exception {
        Files.writeString(folder.resolve("summary.json"), "{}");
        assertTrue(failure().getMessage().endsWith("no format"));

        Files.writeString(folder.resolve("summary.json"), "{\"format\": 1, \"rou");
        assertTrue(failure().getMessage().contains("is no result"));
    }

    @Test
    void anEmptyFolderIsSaid() {
        var e = assertThrows(UncheckedIOException.class, () -> ResultFile.read(folder));

        assertTrue(e.getMessage().startsWith("cannot read " + folder.resolve("summary.json")));
    }

    private IllegalArgumentException failure() {
        return assertThrows(IllegalArgumentException.class, () -> ResultFile.read(folder));
    }
}
