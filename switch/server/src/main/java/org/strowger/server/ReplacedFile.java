package org.strowger.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of lines in UTF-8 that is written anew as a whole: whoever reads it, and a switch that
 * starts after a power failure, finds all of the old lines or all of the new ones.
 */
record ReplacedFile(Path path) {

    /**
     * What stands in it; nothing where there is no such file. Octets that are no UTF-8, of a write
     * that was cut off, stop nothing.
     */
    List<String> lines() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        return new String(Files.readAllBytes(path), UTF_8).lines().toList();
    }

    /** Writes beside the old one, fsyncs, and puts it in its place in one step. */
    void write(List<String> lines) throws IOException {
        var fresh = path.resolveSibling(path.getFileName() + ".new");
        var text = lines.stream().map(line -> line + '\n').collect(Collectors.joining());
        try (var channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            var octets = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
        Files.move(
                fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
