package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.media.transport.TwoLoops.assertFollowing;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaStatistics;
import org.strowger.media.Prompts;
import org.strowger.media.transport.TwoLoops.Party;

/** What becomes of voice between loops when the hearer's is late, stops, or changes its mind. */
class HandedOverVoiceTest {

    private final TwoLoops loops = new TwoLoops(Prompts.none());
    private final Party one = loops.one;
    private final Party other = loops.other;

    /** Every buffer has been given back then. */
    @AfterEach
    void nothingIsLeft() {
        loops.close();
    }

    @Test
    void aLoopThatIsLateGetsNoMoreThanItMay() {
        one.leg.bridge(other.leg);
        loops.settle();
        var stall = new Stall();
        loops.engine().open(Told.OTHER_AFFINITY, StandardProtocolFamily.INET, stall);
        await().until(stall::hasBegun);
        int most = TieLine.MOST_IN_FLIGHT;
        for (int i = 0; i < most + 5; i++) {
            one.says(i);
        }
        await().until(() -> loops.count(Counter.NOT_HANDED_OVER) == 5);
        assertEquals(most, loops.count(Counter.HANDED_OVER));
        stall.end.countDown();

        assertEquals(most, other.hears(most).size());
        assertFollowing(other.phone.heard());
        one.says(99);
        assertEquals(99, other.hears(most + 1).getLast());
        var heard = other.phone.heard();
        int lost = heard.getLast().sequence() - heard.get(most - 1).sequence() - 1;
        assertEquals(5, lost & 0xFFFF, "the hearer's phone sees what is missing");
    }

    @Test
    void voiceOnItsWayIsNotHeardWhereSomethingElseWasAskedFor() {
        one.leg.bridge(other.leg);
        loops.settle();
        var stall = new Stall();
        loops.engine().open(Told.OTHER_AFFINITY, StandardProtocolFamily.INET, stall);
        await().until(stall::hasBegun);
        other.leg.silence(); // Waits for the loop as the voice does, but before it.
        one.says(10);
        await().until(() -> loops.count(Counter.HANDED_OVER) == 1);
        stall.end.countDown();
        loops.settle();
        assertEquals(0, loops.count(Counter.PACKETS_OUT));
        one.says(11);
        await().until(() -> loops.count(Counter.PACKETS_IN) == 2);
        assertEquals(1, loops.count(Counter.HANDED_OVER), "and the speaker has been told");
    }

    @Test
    void anEngineThatStopsGivesBackWhatIsOnItsWay() throws InterruptedException {
        one.leg.bridge(other.leg);
        loops.settle();
        var talk = new Talk(List.of(one, other));
        talk.start();
        await().until(() -> loops.count(Counter.HANDED_OVER) > 100);
        loops.engine().close();
        talk.end();
        assertTrue(one.told.isClosed() && other.told.isClosed());
    }

    @Test
    void inAnyOrderNobodyFailsAndNothingIsKept() throws InterruptedException {
        var random = new Random(7);
        var parties = new ArrayList<>(List.of(one, other));
        parties.add(loops.party(Told.AFFINITY));
        parties.add(loops.party(Told.OTHER_AFFINITY));
        var talk = new Talk(List.copyOf(parties));
        talk.start();
        for (int i = 0; i < 2_000; i++) {
            step(random, parties.get(random.nextInt(4)), parties.get(random.nextInt(4)));
            if (i % 10 == 0) {
                loops.settle(); // Voice has its turn, too.
            }
        }
        talk.end();
        one.leg.bridge(other.leg);
        loops.settle();
        one.says(77); // Keys may be pressed still.
        await().until(() -> other.hears(0).contains(77));
        assertTrue(loops.count(Counter.HANDED_OVER) > 0);
        parties.forEach(Party::close);
    }

    private static void step(Random random, Party party, Party with) {
        switch (random.nextInt(8)) {
            case 0 -> party.leg.silence();
            case 1 -> party.leg.echo();
            case 2 -> party.leg.press("5");
            case 3 -> party.leg.connect(TwoLoops.PCMU, party.phone.address(), random.nextBoolean());
            default -> party.leg.bridge(with.leg);
        }
        party.leg.connect(TwoLoops.PCMU, party.phone.address(), true);
    }

    /** All phones speak, much faster than people. */
    private static final class Talk extends Thread {

        private final List<Party> parties;
        private volatile boolean over;

        Talk(List<Party> parties) {
            super("talk");
            this.parties = parties;
        }

        @Override
        public void run() {
            while (!over) {
                parties.forEach(party -> party.says(1));
                LockSupport.parkNanos(100_000);
            }
        }

        void end() throws InterruptedException {
            over = true;
            join();
        }
    }

    /** Holds its loop, which no production code does. */
    private static final class Stall implements MediaEvents {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        boolean hasBegun() {
            return begun.getCount() == 0;
        }

        @Override
        public void opened(InetSocketAddress local) {
            begun.countDown();
            try {
                assertTrue(end.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void failed(String problem) {}

        @Override
        public void key(char key, int durationMillis) {}

        @Override
        public void played(int generation) {}

        @Override
        public void closed(MediaStatistics statistics) {}
    }
}
