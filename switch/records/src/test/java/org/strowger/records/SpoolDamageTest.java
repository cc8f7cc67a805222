package org.strowger.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to a spool file, only the records that it happened to are lost. */
class SpoolDamageTest {

    private static final String FILE = SpoolFiles.name(7);

    private final List<CallEvent> events = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final MemoryDisk disk = new MemoryDisk();
    private final SpoolReader reader = new SpoolReader(disk, new FreshGroups());
    private byte[] octets = new byte[0];

    @BeforeEach
    void writeTwoCalls() {
        events.addAll(Calls.whole("1-a-1", 1_000));
        events.add(Calls.started("1-a-2", 2_000));
        var json = new EventJson();
        var buffer = ByteBuffer.allocate(1 << 16);
        for (var event : events) {
            RecordScanner.put(buffer, json.write(event));
            ends.add(buffer.position());
        }
        octets = Arrays.copyOf(buffer.array(), buffer.position());
        disk.put(FILE, octets);
    }

    @Test
    void everyPrefixGivesTheRecordsThatAreWholeInIt() throws IOException {
        for (int length = 0; length <= octets.length; length++) {
            int prefix = length;
            disk.put(FILE, Arrays.copyOf(octets, prefix));
            int whole = (int) ends.stream().filter(end -> end <= prefix).count();
            assertEquals(events.subList(0, whole), readAll(), () -> "prefix " + prefix);
            SpoolFiles.cutTornTail(disk);
            assertEquals(whole == 0 ? 0 : ends.get(whole - 1), disk.size(FILE));
        }
    }

    @Test
    void oneFlippedBitLosesAtMostTheRecordItStandsIn() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < octets.length; i++) {
            int octet = i;
            disk.put(FILE, octets);
            disk.flip(FILE, octet, random.nextInt(Byte.SIZE));
            int hit = (int) ends.stream().filter(end -> end <= octet).count();
            var others = new ArrayList<>(events);
            others.remove(hit);
            long before = reader.damaged();
            assertEquals(others, readAll(), () -> "octet " + octet + ", seed " + seed);
            assertEquals(before + 1, reader.damaged(), () -> "octet " + octet + ", seed " + seed);
        }
    }

    @Test
    void garbageBetweenRecordsIsPassedOver() throws IOException {
        for (long seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var dirty = ByteBuffer.allocate(1 << 18);
            int from = 0;
            for (int end : ends) {
                var garbage = new byte[random.nextInt(4) == 0 ? random.nextInt(2_000) : 0];
                random.nextBytes(garbage);
                dirty.put(garbage).put(octets, from, end - from);
                from = end;
            }
            disk.put(FILE, Arrays.copyOf(dirty.array(), dirty.position()));
            long printed = seed;
            assertEquals(events, readAll(), () -> "seed " + printed);
        }
    }

    @Test
    void garbageLongerThanAReadingIsPassedOver() throws IOException {
        var garbage = new byte[3 << 20];
        new Random(3).nextBytes(garbage);
        var dirty = ByteBuffer.allocate((3 << 20) + 2 * octets.length);
        dirty.put(octets).put(garbage).put(octets);
        disk.put(FILE, Arrays.copyOf(dirty.array(), dirty.position()));
        var twice = new ArrayList<>(events);
        twice.addAll(events);
        assertEquals(twice, readAll());
        assertTrue(reader.damaged() > 0);
    }

    @Test
    void aWholeRecordThatIsNoEventIsCountedAndPassedOver() throws IOException {
        var buffer = ByteBuffer.allocate(1 << 16);
        RecordScanner.put(buffer, UTF_8.encode("{\"event\":\"started\"}"));
        RecordScanner.put(buffer, UTF_8.encode("[1"));
        buffer.put(octets);
        disk.put(FILE, Arrays.copyOf(buffer.array(), buffer.position()));
        assertEquals(events, readAll());
        assertEquals(2, reader.damaged());
    }

    /** Reads to the end, and fails when that takes more readings than there can be. */
    private List<CallEvent> readAll() throws IOException {
        var read = new ArrayList<CallEvent>();
        var end = SpoolFiles.end(disk);
        var position = SpoolPosition.START;
        for (int readings = 0; readings < 100; readings++) {
            var batch = reader.read(position, end, 3);
            batch.events().forEach(spooled -> read.add(spooled.event()));
            if (batch.next().equals(position)) {
                return read;
            }
            position = batch.next();
        }
        throw new AssertionError("the reader does not come to an end");
    }
}
