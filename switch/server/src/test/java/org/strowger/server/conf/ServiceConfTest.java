package org.strowger.server.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.acd.Stay;
import org.strowger.base.ConfigException;
import org.strowger.call.Announcing;
import org.strowger.call.Destination.Kind;
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
        Files.writeString(
                folder.resolve("agents.yaml"),
                "classes:\n  callbacks: {kinds: [national], calls: 3}\n",
                StandardOpenOption.APPEND);
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
        assertEquals(
                new Announcing(15_000_000, 0, false, true, true, '1'),
                read("announce: {callback-key: '1'}").service().announcing());
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

    @Test
    void readsHowCallersAreCalledBack() throws IOException {
        assertNull(read("announce: {}").service().callback());
        var rules =
                Objects.requireNonNull(
                        read("callback: {class: callbacks, first: caller}").service().callback());
        assertEquals(Set.of(Kind.INTERNAL, Kind.NATIONAL), rules.rights().kinds());
        assertEquals(3, rules.rights().calls());
        assertFalse(rules.agentFirst());
        assertEquals(300_000_000, rules.retryMicros());
        assertEquals(List.of(2, 2, 50), List.of(rules.retries(), rules.perDay(), rules.most()));
    }

    @Test
    void warnsOfCallbacksToNobody() throws IOException {
        Files.writeString(
                folder.resolve("queues.yaml"), QUEUES + "    callback: {class: callbacks}\n");
        var warnings = ConfReader.read(folder).notes().warnings();
        assertTrue(
                warnings.getFirst().contains("queue support calls nobody back"),
                warnings::toString);
        Files.writeString(
                folder.resolve("numbers.yaml"),
                "outside:\n  - {match: \"0([1-9]\\\\d+)\", trunk: peer, kind: national}\n",
                StandardOpenOption.APPEND);
        assertEquals(List.of(), ConfReader.read(folder).notes().warnings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "announce: {on-progress: true, say: [time]}; queues.yaml:7:29: progress is told by",
                "join-refused-when: [too-long]; queues.yaml:7:24: too-long needs longest-estimate-s",
                "longest-estimate-s: 9; queues.yaml:7:25: longest-estimate-s counts only with",
                "leave-when: [too-long]; queues.yaml:7",
                "longest-talk-s: 14401; queues.yaml:7:21: longest-talk-s is 14401, but limits",
                "callback: {class: callback}; queues.yaml:7:23: there is no class",
                "callback: {first: agent}; queues.yaml:7",
                "announce: {every-s: 5}; queues.yaml:7",
                "announce: {callback-key: '*'}; queues.yaml:7",
                "announce: {say: [weather]}; queues.yaml:7"
            })
    void refusesWhatCannotBe(String keys, String message) {
        assertRefused(keys, message);
    }
}
