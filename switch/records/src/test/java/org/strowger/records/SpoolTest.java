package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SpoolTest {

    private final MemoryDisk disk = new MemoryDisk();
    private final FakeClock clock = new FakeClock();

    private Spool spool() {
        return new Spool(disk, clock, Calls.SMALL, SpoolPosition.START);
    }

    private static void appendCalls(Spool spool, int from, int to) {
        for (int i = from; i < to; i++) {
            spool.append(Calls.started("1-a-" + i, 1_000 + i));
        }
    }

    /** The ids of all started calls on the disk, in order, each as often as it is there. */
    private List<String> idsOnDisk() throws IOException {
        var reader = new SpoolReader(disk, new FreshGroups());
        var ids = new ArrayList<String>();
        var position = SpoolPosition.START;
        while (true) {
            var batch = reader.read(position, SpoolFiles.end(disk), 1_000);
            batch.events().forEach(spooled -> ids.add(spooled.event().call().value()));
            if (batch.next().equals(position)) {
                assertEquals(0, reader.damaged());
                return ids;
            }
            position = batch.next();
        }
    }

    private static List<String> ids(int count) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            ids.add("1-a-" + i);
        }
        return ids;
    }

    @Test
    void whatIsQueuedIsMadeDurableWithOneFsync() throws IOException {
        var spool = spool();
        int before = disk.fsyncs();
        appendCalls(spool, 0, 100);
        assertTrue(spool.step());
        assertEquals(before + 1, disk.fsyncs());
        disk.crash(new Random(1));
        assertEquals(ids(100), idsOnDisk());
        assertEquals(100, spool.spooled());
        assertFalse(spool.step());
    }

    @Test
    void aFileThatIsLongOrOldIsFollowedByANewOne() throws IOException {
        var spool = spool();
        appendCalls(spool, 0, 100);
        spool.step();
        appendCalls(spool, 100, 101);
        spool.step();
        assertEquals(2, SpoolFiles.numbers(disk).size(), "the first is longer than 4,096 octets");
        clock.advance(Duration.ofMinutes(10));
        assertEquals(2, SpoolFiles.numbers(disk).size(), "no file without a record");
        appendCalls(spool, 101, 102);
        spool.step();
        assertEquals(3, SpoolFiles.numbers(disk).size());
        assertEquals(ids(102), idsOnDisk());
        assertEquals(SpoolFiles.end(disk), spool.position());
    }

    @Test
    void newCallsAreRefusedFromThreeQuartersButEventsNever() throws IOException {
        var spool = spool();
        appendCalls(spool, 0, 749);
        assertTrue(spool.acceptsNewCalls());
        appendCalls(spool, 749, 750);
        assertFalse(spool.acceptsNewCalls());
        appendCalls(spool, 750, 1_200);
        assertEquals(200, spool.counters().get("spool.beyondLimit"));
        assertTrue(spool.step());
        assertTrue(spool.acceptsNewCalls());
        assertEquals(ids(1_200), idsOnDisk());
    }

    @Test
    void littleSpaceIsAnAlarmFirstAndThenARefusal() {
        disk.capacity(100_000);
        var spool = spool();
        assertTrue(spool.acceptsNewCalls());
        assertEquals(0, spool.counters().get("spool.space.alarm"));
        disk.put("strange", new byte[60_000]);
        clock.advance(Duration.ofSeconds(1));
        spool.step();
        assertEquals(1, spool.counters().get("spool.space.alarm"));
        assertTrue(spool.acceptsNewCalls());
        disk.put("strange", new byte[80_000]);
        clock.advance(Duration.ofSeconds(1));
        spool.step();
        assertFalse(spool.acceptsNewCalls());
        disk.put("strange", new byte[0]);
        clock.advance(Duration.ofSeconds(1));
        spool.step();
        assertTrue(spool.acceptsNewCalls());
        assertEquals(0, spool.counters().get("spool.space.alarm"));
        assertEquals(1, spool.counters().get("spool.space.alarms"));
    }

    @Test
    void onAFullDiskTheReserveHoldsTheRecordsOfCallsThatExist() throws IOException {
        disk.capacity(100_000);
        var spool = spool();
        appendCalls(spool, 0, 1);
        spool.step();
        disk.put("strange", new byte[(int) disk.freeOctets()]);
        appendCalls(spool, 1, 30);
        assertFalse(spool.step(), "the disk is full");
        assertFalse(spool.acceptsNewCalls());
        assertTrue(spool.step(), "the reserve was given back");
        assertFalse(spool.acceptsNewCalls());
        assertEquals(0, spool.counters().get("spool.space.reserveHeld"));
        assertEquals(ids(30), idsOnDisk());
        disk.delete("strange");
        clock.advance(Duration.ofSeconds(2));
        spool.step();
        assertTrue(spool.acceptsNewCalls());
        assertEquals(1, spool.counters().get("spool.space.reserveHeld"));
    }

    @Test
    void aDiskThatStaysFullLosesNothingOnceThereIsRoom() throws IOException {
        disk.capacity(100_000);
        var spool = spool();
        disk.put("strange", new byte[(int) disk.freeOctets()]);
        appendCalls(spool, 0, 500);
        for (int i = 0; i < 50; i++) {
            assertFalse(spool.step());
            clock.advance(Duration.ofMillis(100));
        }
        assertTrue(SpoolFiles.numbers(disk).size() <= 1, "attempts leave no files behind");
        disk.delete("strange");
        assertTrue(spool.step());
        assertEquals(ids(500), idsOnDisk());
    }

    @Test
    void aFailedWriteOrFsyncIsRepeatedInANewFile() throws IOException {
        var spool = spool();
        appendCalls(spool, 0, 3);
        spool.step();
        disk.failAppends(1);
        appendCalls(spool, 3, 6);
        assertFalse(spool.step());
        assertFalse(spool.acceptsNewCalls());
        assertTrue(spool.step());
        assertTrue(spool.acceptsNewCalls());
        disk.failFsyncs(2);
        appendCalls(spool, 6, 9);
        assertFalse(spool.step());
        assertFalse(spool.step());
        assertTrue(spool.step());
        assertEquals(ids(9), idsOnDisk());
        assertEquals(3, SpoolFiles.numbers(disk).size());
        assertEquals(3, spool.counters().get("spool.failedWrites"));
        assertEquals(
                1, spool.counters().get("spool.space.reserveHeld"), "space was not the reason");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void closingWritesWhatTheThreadHasNotWrittenYet() throws IOException {
        var spool = spool();
        spool.start();
        appendCalls(spool, 0, 5_000);
        spool.close();
        assertEquals(ids(5_000), idsOnDisk());
        assertFalse(spool.acceptsNewCalls());
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void anErrorDoesNotEndTheThreadAndItsGroupIsWrittenWholeAndOnce() throws IOException {
        try (var spool = spool()) {
            appendCalls(spool, 0, 1);
            spool.step();
            disk.breakAppends(3);
            spool.start();
            appendCalls(spool, 1, 20);
            org.awaitility.Awaitility.await().until(() -> spool.spooled() == 20);
            assertEquals(3, spool.counters().get("spool.defects"));
        }
        assertEquals(ids(20), idsOnDisk());
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void anErrorWhileClosingDoesNotCostWhatIsQueued() throws IOException {
        var spool = spool();
        appendCalls(spool, 0, 5);
        disk.breakAppends(2);
        spool.close();
        assertEquals(ids(5), idsOnDisk());
        assertEquals(2, spool.counters().get("spool.defects"));
    }

    @Test
    void aRecordThatIsTooLongKeepsTheFirstAndTheLastLegs() throws IOException {
        var kept = endedOnDisk(ended(1_000, 2_000)).cdr().legs();
        assertEquals(32, kept.size());
        assertEquals("0", kept.getFirst().party());
        assertEquals("1", kept.get(1).party());
        assertEquals("970", kept.get(2).party());
        assertEquals("999", kept.getLast().party());
    }

    @Test
    void aRecordWhoseLegsAreTooLongIsWrittenWithoutThem() throws IOException {
        var written = ended(20, 100_000);
        var read = endedOnDisk(written);
        assertEquals(written.withLegs(0, 0), read);
        assertEquals(List.of(), read.cdr().legs());
    }

    @Test
    void aRecordThatFitsKeepsAllItsLegs() throws IOException {
        var written = ended(100, 1_000);
        assertEquals(written, endedOnDisk(written));
    }

    private CallEvent.Ended endedOnDisk(CallEvent.Ended event) throws IOException {
        var spool = spool();
        spool.append(event);
        appendCalls(spool, 0, 1);
        assertTrue(spool.step());
        assertEquals(0, spool.counters().get("spool.unwritable"));
        var read =
                new SpoolReader(disk, new FreshGroups())
                        .read(SpoolPosition.START, SpoolFiles.end(disk), 10);
        long cut = ((CallEvent.Ended) read.events().getFirst().event()).equals(event) ? 0 : 1;
        assertEquals(cut, spool.counters().get("spool.shortened"));
        return (CallEvent.Ended) read.events().getFirst().event();
    }

    /** Its legs' Call-IDs are that long. */
    private static CallEvent.Ended ended(int legs, int callIdLength) {
        var ended = Calls.ended("1-b-1", 1_000, 2_000);
        var cdr = ended.cdr();
        var many = new ArrayList<Cdr.Leg>();
        for (int i = 0; i < legs; i++) {
            many.add(
                    new Cdr.Leg("" + i, "out", "x".repeat(callIdLength), 1, 2, 3, 200, 0, 4, 5, 6));
        }
        return new CallEvent.Ended(
                ended.call(),
                ended.atMicros(),
                new Cdr(
                        cdr.id(),
                        cdr.startMicros(),
                        cdr.caller(),
                        cdr.callerName(),
                        cdr.dialled(),
                        cdr.language(),
                        cdr.keys(),
                        cdr.timeouts(),
                        cdr.queue(),
                        cdr.queuedMicros(),
                        cdr.agent(),
                        cdr.switchAnsweredMicros(),
                        cdr.answeredMicros(),
                        cdr.endMicros(),
                        cdr.endedBy(),
                        cdr.outcome(),
                        many,
                        null,
                        null));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void anIdleThreadIsWokenByAnEvent() {
        try (var spool = spool()) {
            spool.start();
            for (int i = 0; i < 20; i++) {
                int expected = i + 1;
                appendCalls(spool, i, expected);
                org.awaitility.Awaitility.await().until(() -> spool.spooled() == expected);
            }
        }
    }
}
