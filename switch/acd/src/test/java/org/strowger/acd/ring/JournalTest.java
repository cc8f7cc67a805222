package org.strowger.acd.ring;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Distributor;
import org.strowger.acd.OfferId;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

class JournalTest {

    private static final QueueId SALES = new QueueId("sales");
    private static final AgentId ALICE = new AgentId("alice");
    private static final String BEGIN = "#begin";

    @TempDir Path folder;

    private final List<AcdCommand> replayed = new ArrayList<>();

    @Test
    void aReplayDecidesAsTheRunDid() throws IOException {
        var decided = run(200, Journal.in(folder, Journal.FILE_LIMIT, Journal.FILES_KEPT));

        var result = Replay.of(folder, new Distributor(), replayed::add);

        assertEquals(decided, replayed);
        assertTrue(decided.stream().anyMatch(AcdCommand.Offer.class::isInstance));
        assertTrue(result.exact());
    }

    @Test
    void aReplayReadsAcrossFilesAndTakesOnlyTheNewestRun() throws IOException {
        run(50, Journal.in(folder, 1_000, 100));
        var decided = run(200, Journal.in(folder, 1_000, 100));
        assertTrue(files().size() > 5);

        var result = Replay.of(folder, new Distributor(), replayed::add);

        assertEquals(decided, replayed);
        assertTrue(result.exact());
    }

    @Test
    void keepsTheNewestFilesEachWithTheConfigurationInForce() throws IOException {
        run(300, Journal.in(folder, 1_000, 3));

        assertEquals(3, files().size());
        for (var file : files()) {
            assertTrue(records(file).getFirst().startsWith("#config Configured/3 "));
        }
        var result = Replay.of(folder, new Distributor(), replayed::add);
        assertFalse(result.fromBegin());
        assertFalse(result.exact());
        assertTrue(result.events() > 0);
    }

    @Test
    void aFullDiskIsAGapAndAfterwardsTheJournalGoesOn() throws IOException {
        var full = new AtomicBoolean();
        try (var journal = journal(8, file -> new Limited(create(file), full))) {
            passAndWait(journal, new AcdEvent.Tick(1_000_000));
            full.set(true);
            passAndWait(journal, new AcdEvent.Tick(2_000_000));
            passAndWait(journal, new AcdEvent.Tick(2_500_000));
            await().until(() -> journal.lost() == 2);
            full.set(false);
            passAndWait(journal, new AcdEvent.Tick(3_000_000));
        }
        assertEquals(List.of(BEGIN, "Tick 1000000"), records(files().getFirst()));
        assertEquals(List.of("#gap 2", "Tick 3000000"), records(files().getLast()));
        assertEquals(2, Replay.of(folder, new Distributor(), replayed::add).missing());
    }

    @Test
    void aDiskThatStaysFullCostsNoneOfTheOldFilesAndLeavesNoneBehind() throws IOException {
        var full = new AtomicBoolean();
        for (int i = 1; i <= 8; i++) {
            write("acd-0000000%d.journal".formatted(i), BEGIN + "\nTick " + i + "\n");
        }
        var before = files();
        full.set(true);
        try (var journal = journal(8, file -> new Limited(create(file), full))) {
            for (int i = 1; i <= 20; i++) {
                passAndWait(journal, new AcdEvent.Tick(i * 2_000_000L));
            }
            assertEquals(20, journal.lost());
            assertEquals(before, files());
            full.set(false);
            passAndWait(journal, new AcdEvent.Tick(50_000_000));
        }
        assertEquals(before.subList(1, 8), files().subList(0, 7), "the oldest made room");
        assertEquals(List.of(BEGIN, "#gap 20", "Tick 50000000"), records(files().getLast()));
    }

    @Test
    void aDiskThatHangsHoldsNobodyUp() throws IOException, InterruptedException {
        var hangs = new CountDownLatch(1);
        var opened = new CountDownLatch(1);
        try (var journal =
                journal(
                        4,
                        file -> {
                            opened.countDown();
                            waitFor(hangs);
                            return create(file);
                        })) {
            journal.accept(new AcdEvent.Tick(1));
            opened.await();
            for (int i = 2; i <= 10; i++) {
                journal.accept(new AcdEvent.Tick(i));
            }
            assertEquals(6, journal.lost());
            hangs.countDown();
            await().until(() -> written(files().getFirst()).contains("Tick 4"));
            journal.accept(new AcdEvent.Tick(11));
        }
        assertEquals(
                List.of(BEGIN, "Tick 1", "Tick 2", "Tick 3", "Tick 4", "#gap 6", "Tick 11"),
                records(files().getFirst()));
    }

    @Test
    void aLineCutByACrashIsSaidAndTheRestReplayed() throws IOException {
        write("acd-00000001.journal", BEGIN + "\nTick 1\nOfferAcc");

        var result = Replay.of(folder, new Distributor(), replayed::add);

        assertEquals(new Replay.Result(1, 0, 1, true, ""), result);
    }

    @Test
    void aBrokenLineInTheMiddleIsNamedWithItsPlace() throws IOException {
        write("acd-00000001.journal", BEGIN + "\nTick one\nTick 2\n");

        var failure =
                assertThrows(
                        IOException.class,
                        () -> Replay.of(folder, new Distributor(), replayed::add));

        String message = String.valueOf(failure.getMessage());
        assertTrue(
                message.endsWith(
                        "acd-00000001.journal:2: not an ACD event: no number at column 6"));
    }

    /** Whatever the octet at which the power went. */
    @Test
    void aJournalThatWasCutAnywhereReplaysToItsLastWholeRecord() throws IOException {
        run(3, Journal.in(folder, Journal.FILE_LIMIT, 8));
        var file = files().getFirst();
        byte[] octets = Files.readAllBytes(file);
        int ends = 0;
        for (int cut = 1; cut < octets.length; cut++) {
            Files.write(file, Arrays.copyOf(octets, cut));
            ends += octets[cut - 1] == '\n' ? 1 : 0;
            var result = Replay.of(folder, new Distributor(), replayed::add);
            assertEquals(Math.max(0, ends - 2), result.events(), "cut at " + cut);
            assertEquals(octets[cut - 1] == '\n' ? 0 : 1, result.torn(), "cut at " + cut);
            assertEquals("", result.damage());
        }
        assertTrue(ends > 9, ends + " lines");
    }

    @Test
    void damageEndsTheReplayAndItsOctetIsNamed() throws IOException {
        run(200, Journal.in(folder, 1_000, 100));
        var whole = Replay.of(folder, _ -> {}).events();
        var second = files().get(1);
        byte[] octets = Files.readAllBytes(second);
        long before = Replay.of(only(files().getFirst()), _ -> {}).events();
        for (int at = 0; at < octets.length; at += 3) {
            var damaged = octets.clone();
            damaged[at] = (byte) (damaged[at] ^ 1);
            Files.write(second, damaged);
            int line = lineOf(octets, at);
            if (line == 0) {
                continue; // The first line says the form; another is the next test's.
            }
            var result = Replay.of(folder, _ -> {});
            assertEquals("acd-00000002.journal at octet " + startOf(octets, at), result.damage());
            assertEquals(before + Math.max(0, line - 2), result.events());
            assertFalse(result.exact());
        }
        Files.write(second, octets);
        assertEquals(whole, Replay.of(folder, _ -> {}).events());
    }

    @Test
    void aFirstLineThatIsDamagedIsNoJournal() throws IOException {
        run(3, Journal.in(folder, Journal.FILE_LIMIT, 8));
        var file = files().getFirst();
        byte[] octets = Files.readAllBytes(file);
        octets[3] = '?';
        Files.write(file, octets);

        assertThrows(IOException.class, () -> Replay.of(folder, _ -> {}));
    }

    /** A line ends where the next begins: what is damaged there is of the line. */
    private static int startOf(byte[] octets, int at) {
        int start = at;
        while (start > 0 && octets[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static int lineOf(byte[] octets, int at) {
        int line = 0;
        for (int i = 0; i < at; i++) {
            line += octets[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private Path only(Path file) throws IOException {
        var alone = Files.createDirectories(folder.resolve("alone"));
        Files.copy(file, alone.resolve(String.valueOf(file.getFileName())));
        return alone;
    }

    /** What a file says, without its form and its checksums. */
    private static List<String> records(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        assertEquals("#journal 2", lines.getFirst());
        return lines.stream().skip(1).map(line -> line.substring(9)).toList();
    }

    private Journal journal(int slots, Journal.Disk disk) {
        return new Journal(new JournalFiles(folder, 8), Journal.FILE_LIMIT, slots, disk);
    }

    /** One caller after another for one agent, through a real ring. */
    private static List<AcdCommand> run(int calls, Journal journal) {
        var decided = new ArrayList<AcdCommand>();
        var distributor = new Distributor();
        try (journal) {
            for (var event : events(calls)) {
                journal.accept(event);
                decided.addAll(distributor.handle(event));
            }
        }
        assertEquals(0, journal.lost());
        return decided;
    }

    private static List<AcdEvent> events(int calls) {
        var queue = new AcdConfig.Queue(SALES, List.of(), 0, 20_000_000, 5_000_000, 9, 1);
        var agent = new AcdConfig.Agent(ALICE, List.of(SALES), List.of(), true);
        var events = new ArrayList<AcdEvent>();
        events.add(
                new AcdEvent.Configured(0, "hash", new AcdConfig(List.of(queue), List.of(agent))));
        events.add(new AcdEvent.AgentReachable(1, ALICE, true));
        for (int i = 1; i <= calls; i++) {
            long now = i * 10_000_000L;
            events.add(new AcdEvent.CallQueued(now, new CallId("c" + i), SALES, 0, List.of()));
            events.add(new AcdEvent.OfferAccepted(now + 1, new OfferId(i)));
            events.add(new AcdEvent.TalkEnded(now + 2, new OfferId(i)));
        }
        return events;
    }

    private static void passAndWait(Journal journal, AcdEvent event) {
        journal.accept(event);
        await().until(() -> journal.unwritten() == 0);
    }

    private List<Path> files() throws IOException {
        return new JournalFiles(folder, 8).all();
    }

    private static String written(Path file) throws IOException {
        return Files.readString(file);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static OutputStream create(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    }

    private static void waitFor(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** A disk that is full when the test says so. */
    private static final class Limited extends OutputStream {
        private final OutputStream file;
        private final AtomicBoolean full;

        Limited(OutputStream file, AtomicBoolean full) {
            this.file = file;
            this.full = full;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            if (full.get()) {
                throw new IOException("no space left on device");
            }
            file.write(octets, from, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
