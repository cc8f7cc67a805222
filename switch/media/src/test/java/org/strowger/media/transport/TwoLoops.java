package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.netty.buffer.PooledByteBufAllocator;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.strowger.base.Clock;
import org.strowger.base.Entropy;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaRules;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;

/** An engine with two loops, and phones with legs on both. */
final class TwoLoops implements AutoCloseable {

    static final RtpFormat PCMU = new RtpFormat(Law.PCMU, 0, 101);

    /** A phone and its leg. */
    final class Party implements AutoCloseable {

        final Phone phone = new Phone();
        final Told told = new Told();
        final MediaLeg leg;
        private final int ssrc;
        private int said;

        Party(long affinity, RtpFormat format) {
            leg = told.open(engine, affinity);
            ssrc = told.local().getPort();
            leg.connect(format, phone.address(), true);
        }

        /** One frame whose octets are all the same. */
        void says(int octet) {
            var frame = new byte[160];
            Arrays.fill(frame, (byte) octet);
            phone.say(told.local(), 0, said, 160 * said, ssrc, frame);
            said++;
        }

        /** Waits for so many packets in all, and gives the first octet of each. */
        List<Integer> hears(int packets) {
            await().until(() -> phone.heard().size() >= packets);
            return phone.heard().stream().map(packet -> packet.payload().get(0) & 0xFF).toList();
        }

        @Override
        public void close() {
            phone.close();
        }
    }

    private final RtpEngine engine;
    final Party one;
    final Party other;

    TwoLoops(Prompts prompts) {
        this(prompts, Clock.system());
    }

    TwoLoops(Prompts prompts, Clock clock) {
        this(MediaRules.PLAIN, prompts, clock);
    }

    TwoLoops(MediaRules rules, Prompts prompts, Clock clock) {
        var room =
                new RtpEngine.Room(
                        List.of(InetAddress.getLoopbackAddress()),
                        new PortRange(40_700, 40_799),
                        2,
                        1_000,
                        0,
                        0);
        var entropy = Entropy.seeded(4);
        engine = new RtpEngine(room, rules, prompts, clock, entropy, Runnable::run, Io.best());
        one = party(Told.AFFINITY);
        other = party(Told.OTHER_AFFINITY);
        assertNotEquals(loopOf(one), loopOf(other));
    }

    Party party(long affinity) {
        return new Party(affinity, PCMU);
    }

    /** Each loop has every second pair of ports. */
    private static int loopOf(Party party) {
        return party.told.local().getPort() / 2 % 2;
    }

    RtpEngine engine() {
        return engine;
    }

    void settle() {
        Told.settleBoth(engine);
    }

    long count(Counter counter) {
        return engine.counters().get(counter);
    }

    /** Closes all, and finds each buffer given back. */
    @Override
    public void close() {
        one.close();
        other.close();
        Told.closed(engine);
        await().until(() -> PooledByteBufAllocator.DEFAULT.pinnedDirectMemory() == 0);
    }

    /** Nothing is missing and nothing twice, and it is one stream. */
    static void assertFollowing(List<Phone.Packet> packets) {
        for (int i = 1; i < packets.size(); i++) {
            var before = packets.get(i - 1);
            var packet = packets.get(i);
            assertEquals((before.sequence() + 1) & 0xFFFF, packet.sequence(), "packet " + i);
            assertEquals(before.ssrc(), packet.ssrc());
        }
    }
}
