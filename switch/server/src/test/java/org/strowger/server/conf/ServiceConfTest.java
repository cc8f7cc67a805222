package org.strowger.server.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.acd.Stay;
import org.strowger.base.ConfigException;
import org.strowger.call.Announcing;
import org.strowger.call.QueueService;

/** What queues.yaml says of what queues do for their callers. */
class ServiceConfTest {

    private static final String QUEUES =
            """
            queues:
              - {id: sales, offer-s: 15, wrap-up-s: 2, max-waiting: 5}
              - id: support
                offer-s: 15
                wrap-up-s: 2
                max-waiting: 5
            """;

    @TempDir Path folder;

    @BeforeEach
    void copyTheDefault() throws IOException {
        ConfReaderTest.copyTheDefault(folder);
    }

    private QueueConf read(String keys) throws IOException {
        Files.writeString(folder.resolve("queues.yaml"), QUEUES + "    " + keys + "\n");
        return ConfReader.read(folder).queues().getLast();
    }

    private void assertRefused(String keys, String message) {
        var wrong = assertThrows(ConfigException.class, () -> read(keys));
        assertTrue(String.valueOf(wrong.getMessage()).contains(message), wrong::toString);
    }

    @Test
    void readsWhatCallersAreTold() throws IOException {
        assertEquals(QueueService.NONE, read("weight: 0").service());
        assertEquals(
                new Announcing(15_000_000, 0, false, true, true),
                read("announce: {}").service().announcing());
        assertEquals(
                new Announcing(0, 60_000_000, true, true, false),
                read("announce: {first-s: 0, every-s: 60, on-progress: true, say: [place]}")
                        .service()
                        .announcing());
    }

    @Test
    void readsWhoMayJoinAndStay() throws IOException {
        assertEquals(Stay.FREE, read("weight: 0").rules().stay());
        assertEquals(
                new Stay(Stay.Staff.LOGGED_IN, Stay.Staff.AT_WORK, 900_000_000, 1_800_000_000),
                read("""
                join-refused-when: [no-agents, too-long]
                    longest-estimate-s: 900
                    leave-when: [no-agents, none-ready]
                    longest-wait-s: 1800
                """)
                        .rules()
                        .stay());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "announce: {on-progress: true, say: [time]}; queues.yaml:7:29: progress is told by",
                "join-refused-when: [too-long]; queues.yaml:7:24: too-long needs longest-estimate-s",
                "longest-estimate-s: 9; queues.yaml:7:25: longest-estimate-s counts only with",
                "leave-when: [too-long]; queues.yaml:7",
                "announce: {every-s: 5}; queues.yaml:7",
                "announce: {say: [weather]}; queues.yaml:7"
            })
    void refusesWhatCannotBe(String keys, String message) {
        assertRefused(keys, message);
    }
}
