package org.strowger.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {

    @TempDir Path dir;

    private static String path(Path... entries) {
        return String.join(
                File.pathSeparator, List.of(entries).stream().map(Path::toString).toList());
    }

    @Test
    void theSwitchIsStartedFromTheJarsOfAClassPath() throws IOException {
        var ours = Files.createDirectories(dir.resolve("classes"));
        var server = Files.createFile(dir.resolve("server.jar"));
        var netty = Files.createFile(dir.resolve("netty.jar"));
        var gone = dir.resolve("gone.jar");
        assertEquals(List.of(server, netty), StartCache.jars(path(ours, server, gone, netty)));
    }

    @Test
    void whereTheSwitchIsInAFolderThereIsNoCache() throws IOException {
        var netty = Files.createFile(dir.resolve("netty.jar"));
        var server = dir.resolve("server");
        Files.createDirectories(server.resolve("org/strowger/server"));
        assertEquals(List.of(), StartCache.jars(path(netty, server)));
    }
}
