package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.base.Entropy;
import org.strowger.sip.Flow;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.SipCounters;
import org.strowger.sip.SipEvents;
import org.strowger.sip.SipLeg;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.transaction.FakeTime;

/**
 * Two cores call each other through a network that loses, delays, repeats and reorders datagrams.
 * Whatever it does, every leg ends exactly once, both sides are through with a call that both knew,
 * and 64*T1 later nothing is left. The same seed gives the same run; a failure names it.
 */
class LossyNetworkTest {

    private static final int CALLS = 12;

    /** Percent of all datagrams. Every loss below has two seeds, and this has one. */
    private static final int MOST_LOSS = 40;

    static LongStream seeds() {
        return LongStream.rangeClosed(0, 2 * MOST_LOSS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavesNothingBehindWhateverTheNetworkDoes(long seed) {
        var random = new Random(seed);
        int loss = (int) Math.min(seed, 2 * MOST_LOSS - seed);
        var world = new World(seed, loss, random.nextInt(15), random.nextInt(400));
        for (int i = 0; i < CALLS; i++) {
            world.call(i);
            world.time.advanceMillis(random.nextInt(5_000));
        }
        world.finish();
        assertTrue(world.atRest(), () -> "not at rest at seed " + seed + ": " + world);
        world.left.checkEnds(seed);
        world.right.checkEnds(seed);
        if (loss == 0) {
            assertTrue(world.toString().contains("confirmed, ended"), world::toString);
        }
    }

    @Test
    void isTheSameRunForTheSameSeed() {
        var first = run(7);
        assertEquals(first, run(7));
        assertTrue(first.contains("confirmed, ended"), "some calls of it are whole: " + first);
    }

    private static String run(long seed) {
        var world = new World(seed, 20, 5, 100);
        for (int i = 0; i < CALLS; i++) {
            world.call(i);
        }
        world.finish();
        return world.toString();
    }

    @ParameterizedTest(name = "the datagram number {0} is lost")
    @MethodSource("seeds")
    void bothSidesAgreeWhenOneDatagramIsLost(long number) {
        var world = new World(3, 0, 0, 20);
        world.loseOnly = number;
        world.talk();
        world.finish();
        assertTrue(world.atRest(), world::toString);
        assertEquals(List.of("answered", "ended OURS 0"), world.left.story("a"), world::toString);
        assertEquals(List.of("confirmed", "ended BYE 0"), world.right.story("b"), world::toString);
    }

    /** Both cores, their call control, one clock and the network between them. */
    private static final class World {
        final FakeTime time = new FakeTime();
        final Random random;
        final int lossPercent;
        final int repeatPercent;
        final int delayMillis;
        final Side left;
        final Side right;
        long loseOnly = -1;
        private long datagrams;

        World(long seed, int lossPercent, int repeatPercent, int delayMillis) {
            this.random = new Random(seed);
            this.lossPercent = lossPercent;
            this.repeatPercent = repeatPercent;
            this.delayMillis = delayMillis;
            this.left = new Side(this, "127.0.0.1", 5060);
            this.right = new Side(this, "127.0.0.2", 5070);
        }

        void call(int i) {
            var leg = left.start("call " + i);
            after(random.nextInt(20_000), () -> leg.hangUp("simulated"));
        }

        /** One whole call without chance in it: answered after 100 ms, hung up after 5 s. */
        void talk() {
            right.quiet = true;
            var leg = left.start("a");
            after(5_000 + 32_000, () -> leg.hangUp("done"));
        }

        void after(long millis, Runnable action) {
            time.wheel().schedule(time.nowMicros() + 1_000 * millis, action);
        }

        void send(Side from, Flow flow, byte[] message) {
            long number = datagrams++;
            if (number == loseOnly || random.nextInt(100) < lossPercent) {
                return;
            }
            int copies = random.nextInt(100) < repeatPercent ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                after(1 + random.nextInt(delayMillis + 1), () -> deliver(from, flow, message));
            }
        }

        private void deliver(Side from, Flow flow, byte[] message) {
            var to = flow.remote().equals(left.address) ? left : right;
            assertEquals(to.address, flow.remote(), "it is sent to somebody");
            try {
                var way = new Flow(Flow.Transport.UDP, to.address, from.address, 0);
                to.core.received(new InboundMessage(message, SipIndex.of(message), way));
            } catch (MalformedSipMessageException e) {
                throw new AssertionError("we sent what we cannot read", e);
            }
        }

        void finish() {
            time.advance(Duration.ofSeconds(40)); // The last hang-up, and a CANCEL's 64*T1.
            time.advance(Duration.ofSeconds(66));
            time.advance(Duration.ofSeconds(33));
        }

        boolean atRest() {
            return left.atRest() && right.atRest() && time.wheel().size() == 0;
        }

        @Override
        public String toString() {
            return left.stories + "\n" + right.stories + "\ntimers " + time.wheel().size();
        }
    }

    /** One core with call control that rings, answers, refuses or hangs up by chance. */
    private static final class Side implements SipEvents {
        final World world;
        final InetSocketAddress address;
        final SipCore core;
        final Map<String, List<String>> stories = new TreeMap<>();
        boolean quiet;

        Side(World world, String host, int port) {
            this.world = world;
            this.address = Bench.address(host, port);
            var conf = new ConfigOf();
            conf.addresses = Map.of(Flow.Transport.UDP, address);
            conf.limits = new SipCoreLimits(1_000, 1_000, 1_000);
            this.core =
                    new SipCore(
                            conf.config(),
                            world.time,
                            Entropy.seeded(port),
                            world.time.wheel(),
                            (flow, message) -> {
                                world.send(this, flow, message);
                                return true;
                            },
                            this,
                            new SipCounters());
        }

        SipLeg start(String name) {
            var target = new OutgoingCall.Target.Trunk("peer", "4003");
            return core.call(new OutgoingCall(target, "555", "", Bench.OURS), new Story(name));
        }

        @Override
        public LegEvents incoming(IncomingLeg leg) {
            if (quiet) {
                world.after(100, () -> leg.answer(Bench.OURS));
                return new Story("b");
            }
            var name = "leg " + stories.size();
            world.after(world.random.nextInt(3_000), leg::ring);
            switch (world.random.nextInt(5)) {
                case 0 -> world.after(world.random.nextInt(5_000), () -> leg.reject(486));
                case 1 -> {} // Rings until somebody gives up.
                default -> world.after(world.random.nextInt(8_000), () -> leg.answer(Bench.OURS));
            }
            world.after(1 + world.random.nextInt(40_000), () -> leg.hangUp("simulated"));
            return new Story(name);
        }

        @Override
        public boolean mayPickUp(String user, String rung) {
            throw new AssertionError("nobody has a lamp here");
        }

        @Override
        public void reachable(String user) {
            throw new AssertionError("nobody registers here");
        }

        @Override
        public void unreachable(String user) {
            throw new AssertionError("nobody registers here");
        }

        List<String> story(String name) {
            return stories.getOrDefault(name, List.of("never was"));
        }

        void checkEnds(long seed) {
            stories.forEach((name, story) -> {
                long ends = story.stream().filter(s -> s.startsWith("ended")).count();
                assertEquals(1, ends, () -> name + " at seed " + seed + ": " + story);
                assertTrue(story.getLast().startsWith("ended"), () -> name + story);
                assertTrue(
                        story.stream().filter("answered"::equals).count() <= 1, () -> name + story);
            });
        }

        boolean atRest() {
            return core.dialogs() == 0
                    && core.clientTransactions() == 0
                    && core.serverTransactions() == 0;
        }

        /** What one leg was told. */
        private final class Story implements LegEvents {
            private final List<String> told = new ArrayList<>();

            Story(String name) {
                stories.put(name, told);
            }

            @Override
            public void answered(AudioDescription answer) {
                told.add("answered");
            }

            @Override
            public void confirmed() {
                told.add("confirmed");
            }

            @Override
            public @Nullable AudioDescription offered(AudioDescription offer) {
                return null;
            }

            @Override
            public void ended(LegEnd end) {
                told.add("ended " + end.cause() + " " + end.status());
            }
        }
    }
}
