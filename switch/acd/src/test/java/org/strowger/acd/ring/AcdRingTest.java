package org.strowger.acd.ring;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdCensus;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Distributor;
import org.strowger.acd.Watchdog;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

class AcdRingTest {

    private static final QueueId SALES = new QueueId("sales");

    private final List<AcdEvent> journalled = new CopyOnWriteArrayList<>();
    private final List<AcdCommand> commands = new CopyOnWriteArrayList<>();

    @RepeatedTest(100)
    void everythingPublishedIsHandledEvenWhenClosedAtOnce() {
        try (var ring = new AcdRing(8, new Distributor(), journalled::add, commands::add)) {
            assertTrue(ring.tryPublish(new AcdEvent.SnapshotWanted(1, 1)));
            assertTrue(ring.tryPublish(new AcdEvent.SnapshotWanted(2, 2)));
        }
        assertEquals(List.of(snapshot(1), snapshot(2)), commands);
        assertEquals(2, journalled.size());
    }

    @Test
    void aFullRingSaysSoAndLosesNothing() throws InterruptedException {
        var atWork = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var ring =
                new AcdRing(
                        8,
                        new Distributor(),
                        _ -> {
                            atWork.countDown();
                            assertDoesWait(goOn);
                        },
                        commands::add)) {
            assertEquals(0, ring.fill());
            for (int i = 0; i < 8; i++) {
                assertTrue(ring.tryPublish(new AcdEvent.SnapshotWanted(i, i)));
            }
            atWork.await();
            assertEquals(1, ring.fill());
            assertFalse(ring.tryPublish(new AcdEvent.SnapshotWanted(9, 9)));
            goOn.countDown();
            await().until(() -> ring.fill() == 0);
            assertTrue(ring.tryPublish(new AcdEvent.SnapshotWanted(10, 10)));
        }
        assertEquals(9, commands.size());
        assertEquals(snapshot(10), commands.getLast());
    }

    @Test
    void takesNothingOnceItIsClosed() {
        var ring = new AcdRing(8, new Distributor(), journalled::add, commands::add);
        ring.close();

        assertFalse(ring.tryPublish(new AcdEvent.Tick(1)));
    }

    @Test
    void aDefectCostsOneEventAndNotTheRing() {
        try (var ring =
                new AcdRing(
                        8,
                        new Distributor(),
                        event -> {
                            if (event.atMicros() == 1) {
                                throw new StackOverflowError("made for this test");
                            }
                        },
                        command -> {
                            if (command.equals(snapshot(2))) {
                                throw new IllegalStateException("made for this test");
                            }
                            commands.add(command);
                        })) {
            for (int i = 1; i <= 3; i++) {
                ring.tryPublish(new AcdEvent.SnapshotWanted(i, i));
            }
            await().until(() -> commands.contains(snapshot(3)));
            assertEquals(2, ring.defects());
        }
        assertEquals(List.of(snapshot(1), snapshot(3)), commands);
    }

    @Test
    void takesACensusWhenTimePassesButNotAtEveryTick() {
        var queue = new AcdConfig.Queue(SALES, List.of(), 0, 1, 1, 9, 1);
        var config = new AcdConfig(List.of(queue), List.of());
        try (var ring = new AcdRing(8, new Distributor(), journalled::add, commands::add)) {
            ring.tryPublish(new AcdEvent.Configured(1, "hash", config));
            ring.tryPublish(new AcdEvent.Tick(2));
            ring.tryPublish(new AcdEvent.CallQueued(3, new CallId("1"), SALES, 0, List.of()));
            ring.tryPublish(new AcdEvent.Tick(100_002));
            ring.tryPublish(new AcdEvent.SnapshotWanted(100_003, 1));
            await().until(() -> commands.size() == 2); // Why the call waits, and the snapshot.
            assertEquals(List.of(new AcdCensus.Queue(SALES, 0, 0, 0)), ring.census().queues());

            ring.tryPublish(new AcdEvent.Tick(250_002));
            await().until(() -> ring.census().waiting() == 1);
            assertEquals(List.of(new AcdCensus.Queue(SALES, 1, 0, 3)), ring.census().queues());
        }
    }

    @Test
    void countsWhomTheWatchdogTellsAtTicks() {
        var missed = new Watchdog.Missed(SALES, new CallId("1"), new AgentId("alice"), 101_000);
        try (var ring =
                new AcdRing(
                        8,
                        new Distributor(),
                        () -> List.of(missed),
                        journalled::add,
                        commands::add)) {
            ring.tryPublish(new AcdEvent.SnapshotWanted(1, 1));
            await().until(() -> commands.size() == 1);
            assertEquals(0, ring.missed());

            ring.tryPublish(new AcdEvent.Tick(2));
            ring.tryPublish(new AcdEvent.Tick(3));
            await().until(() -> ring.missed() == 2);
            assertEquals(0, ring.defects());
        }
    }

    @Test
    void showsWhatTheDistributorCounts() {
        var queue = new AcdConfig.Queue(SALES, List.of(), 0, 1, 1, 9, 1);
        var config = new AcdConfig(List.of(queue), List.of());
        try (var ring = new AcdRing(8, new Distributor(), journalled::add, commands::add)) {
            ring.tryPublish(new AcdEvent.Configured(1, "hash", config));
            ring.tryPublish(new AcdEvent.CallQueued(2, new CallId("1"), SALES, 0, List.of()));
            ring.tryPublish(new AcdEvent.CallLeft(3, new CallId("2")));

            await().until(() -> ring.ignoredEvents() == 1);
            assertEquals(1, ring.entries());
            assertEquals(0, ring.idleAndWaiting());
        }
    }

    @Test
    void commandsComeOnTheThreadAcd() {
        var threads = new CopyOnWriteArrayList<String>();
        try (var ring =
                new AcdRing(
                        8,
                        new Distributor(),
                        journalled::add,
                        _ -> threads.add(Thread.currentThread().getName()))) {
            ring.tryPublish(new AcdEvent.SnapshotWanted(1, 1));
        }
        assertEquals(List.of("acd"), threads);
    }

    private static AcdCommand snapshot(long request) {
        return new AcdCommand.Snapshot(request, List.of(), List.of());
    }

    private static void assertDoesWait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
