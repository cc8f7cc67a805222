package org.strowger.harness.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.strowger.harness.process.ProjectFolder;

/**
 * The messages of RFC 4475 and RFC 5118 with the table that says what becomes of each, as the tests
 * of {@code switch/sip} have them: see {@code treatment.txt} there.
 */
final class TortureMessages {

    /**
     * One of them.
     *
     * @param treatment of a datagram: a status, {@code accepted} or {@code dropped}
     * @param inAStream the same over TCP, or {@code waits} where more of it is waited for
     */
    record Message(Path file, String treatment, String inAStream) {

        byte[] octets() {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return file.getParent().getFileName() + " " + file.getFileName();
        }
    }

    private TortureMessages() {}

    /** All 61. */
    static List<Message> all() {
        var all = Stream.of("rfc4475", "rfc5118").flatMap(rfc -> of(rfc).stream()).toList();
        if (all.size() != 61) {
            throw new IllegalStateException(all.size() + " messages");
        }
        return all;
    }

    private static List<Message> of(String rfc) {
        var folder = ProjectFolder.find().resolve("switch/sip/src/test/resources").resolve(rfc);
        var messages = new ArrayList<Message>();
        for (var line : lines(folder.resolve("treatment.txt"))) {
            if (line.startsWith("    stream = ")) {
                var last = messages.removeLast();
                var differs = line.substring("    stream = ".length()).strip();
                messages.add(new Message(last.file, last.treatment, differs));
            } else if (!line.isBlank() && !line.startsWith(" ") && !line.startsWith("#")) {
                var words = line.split("[ :]+", 4);
                messages.add(new Message(folder.resolve(words[0] + ".dat"), words[2], words[2]));
            }
        }
        return messages;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
