package org.strowger.server.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.ConfigException;
import org.strowger.call.RecordingRule;

/** What the operator's files say of recordings. */
class RecordingConfTest {

    private static final String KEY = "0123456789abcdef".repeat(4);

    @TempDir private Path folder;

    @BeforeEach
    void copyTheDefault() throws IOException {
        ConfReaderTest.copyTheDefault(folder);
    }

    private void replace(String name, String before, String after) throws IOException {
        var file = folder.resolve(name + ".yaml");
        var text = Files.readString(file);
        assertTrue(text.contains(before), before);
        Files.writeString(file, text.replace(before, after));
    }

    private Path key(String text, String permissions) throws IOException {
        var file = Files.writeString(folder.resolve("master.key"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** As the default conf shows it, uncommented. */
    private void says(String keys) throws IOException {
        replace("strowger", "# recordings:\n", "recordings:\n");
        replace(
                "strowger",
                "# master-keys: [/etc/strowger/recordings.key]",
                "master-keys: " + keys);
    }

    private String wrong() {
        return String.valueOf(
                assertThrows(ConfigException.class, () -> ConfReader.read(folder)).getMessage());
    }

    @Test
    void theDefaultSealsNothingAndRecordsOnDemand() {
        var conf = ConfReader.read(folder);
        assertEquals(RecordingConf.DEFAULT, conf.recordings());
        assertEquals(RecordingRule.ON_DEMAND, conf.queues().getFirst().record());
    }

    @Test
    void everyKeyIsRead() throws IOException {
        key(KEY + "\n", "rw-------");
        says("[master.key]");
        replace("strowger", "# most: 500", "most: 7");
        replace("strowger", "# least-free-mib: 512", "least-free-mib: 3");
        var read = ConfReader.read(folder).recordings();
        assertEquals(7, read.most());
        assertEquals(3L << 20, read.leastFreeOctets());
        assertEquals(folder.resolve("master.key"), read.keys().getFirst().path());
        assertEquals(1, read.ring().keys().size());
        assertFalse(read.toString().contains(KEY));
    }

    @Test
    void queuesSayWhichCallsAreRecorded() throws IOException {
        for (var rule : List.of("always", "never", "on-demand", "25%")) {
            var conf = Files.createDirectories(folder.resolve(rule));
            ConfReaderTest.copyTheDefault(conf);
            var queues = conf.resolve("queues.yaml");
            Files.writeString(
                    queues,
                    Files.readString(queues)
                            .replace(
                                    "rona-limit: 1\n",
                                    "rona-limit: 1\n    record: " + rule + "\n"));
            var expected =
                    switch (rule) {
                        case "always" -> RecordingRule.of(100);
                        case "never" -> RecordingRule.NEVER;
                        case "on-demand" -> RecordingRule.ON_DEMAND;
                        default -> RecordingRule.of(25);
                    };
            assertEquals(expected, ConfReader.read(conf).queues().getLast().record());
        }
        replace("queues", "rona-limit: 1\n", "rona-limit: 1\n    record: 100%\n");
        assertTrue(wrong().matches("(?s).*queues.yaml:\\d+:\\d+: .*"), wrong());
    }

    @Test
    void aMasterKeyThatOthersCanReadIsRefusedWithItsPlace() throws IOException {
        key(KEY, "rw-r-----");
        says("[master.key]");
        assertTrue(
                wrong().matches(
                                "(?s).*strowger.yaml:\\d+:\\d+: others than its owner .*chmod 600.*"),
                wrong());
    }

    @Test
    void aMasterKeyThatIsNoneIsRefusedWithItsPlace() throws IOException {
        key("not a key", "rw-------");
        says("[master.key]");
        assertTrue(
                wrong().matches("(?s).*strowger.yaml:\\d+:\\d+: .*64 hexadecimal digits.*"),
                wrong());
        assertFalse(wrong().contains("not a key"));
        replace("strowger", "[master.key]", "[none.key]");
        assertTrue(wrong().matches("(?s).*strowger.yaml:\\d+:\\d+: there is no such.*"), wrong());
    }
}
