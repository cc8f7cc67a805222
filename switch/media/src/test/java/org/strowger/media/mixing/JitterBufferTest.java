package org.strowger.media.mixing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.RtpHeader;

/** Packets come as a seeded network brings them; a frame is read every 20 ms. */
class JitterBufferTest {

    private static final double HERTZ = 200;
    private static final double PEAK = 8_000;

    private final JitterBuffer buffer = new JitterBuffer();
    private final short[] frame = new short[Mixer.FRAME];

    private record Packet(int sequence, int timestamp, int ssrc, int length) {}

    private void put(Packet packet) {
        var octets = new byte[RtpHeader.LENGTH + packet.length()];
        RtpHeader.write(octets, false, 0, packet.sequence(), packet.timestamp(), packet.ssrc());
        var samples = new short[packet.length()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (PEAK * Tones.sine(HERTZ, packet.timestamp() + i, 0));
        }
        Companding.compress(Law.PCMU, samples, samples.length, octets, RtpHeader.LENGTH);
        var header = new RtpHeader();
        assertTrue(header.parse(octets, octets.length));
        buffer.put(header, octets, Law.PCMU);
    }

    private void put(int number) {
        put(new Packet(number, number * 160, 1, 160));
    }

    /** Whether the whole frame is the tone. */
    private boolean readsTone() {
        return buffer.read(frame)
                && Math.abs(Tones.peak(frame, 0, Mixer.FRAME, HERTZ) - PEAK) < PEAK * 0.05;
    }

    @Test
    void whatComesEvenlyIsHeardWholeAndTwentyMillisecondsLater() {
        assertFalse(buffer.read(frame), "nobody has spoken");
        for (int i = 0; i < 500; i++) {
            put(i);
            assertEquals(i > 0, readsTone(), "frame " + i);
            assertEquals(160, buffer.waiting());
        }
        assertEquals(0, buffer.late() + buffer.duplicates() + buffer.concealed());
        assertEquals(1, buffer.restarts());
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 160, 240, 320, 480})
    void packetsOfAnyLength(int length) {
        int sequence = 65_530; // It wraps round on the way.
        int timestamp = -5_000;
        int due = timestamp;
        int heard = 0;
        for (int i = 0; i < 500; i++) {
            due += 160;
            while (timestamp - due < 0) {
                put(new Packet(sequence++ & 0xFFFF, timestamp, 1, length));
                timestamp += length;
            }
            heard += readsTone() ? 1 : 0;
        }
        assertTrue(heard > 490, "heard " + heard);
        assertEquals(1, buffer.restarts());
    }

    /** The first is short and early; all others come 40 ms later than they should. */
    @ParameterizedTest
    @ValueSource(ints = {640, 720, 730, 800})
    void longPacketsThatComeLateAreWaitedForFromThenOn(int length) {
        put(new Packet(0, 0, 1, 70));
        int due = 70 + 320;
        int timestamp = 70;
        for (int read = 0; read < 500; read++) {
            while (due <= read * Mixer.FRAME) {
                put(new Packet(1 + timestamp / length, timestamp, 1, length));
                timestamp += length;
                due += length;
            }
            buffer.read(frame);
        }
        assertEquals(1, buffer.late());
        assertTrue(buffer.concealed() <= 4, "made up: " + buffer.concealed());
        assertTrue(buffer.waiting() <= 2 * JitterBuffer.LONGEST, "waits " + buffer.waiting());
        assertEquals(1, buffer.restarts());
    }

    /** Evenly spread delays: it learns to wait so long, and hears all but a few. */
    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60})
    void jitterIsLearned(int millis) {
        var random = new Random(millis);
        int[] missing = new int[2];
        simulate(3_000, () -> random.nextInt(millis * 8), 0, 0, random, missing);
        assertTrue(missing[1] < 30, "frames not whole at last: " + missing[1]);
        assertTrue(buffer.waiting() <= (millis + 60) * 8, "waits " + buffer.waiting());
        assertTrue(buffer.late() < 60, "late " + buffer.late());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lostPacketsAreConcealed(long seed) {
        var random = new Random(seed);
        int[] missing = new int[2];
        simulate(3_000, () -> random.nextInt(100), 0.05, 0.02, random, missing);
        assertTrue(buffer.concealed() >= 200 && buffer.concealed() < 400, "" + buffer.concealed());
        assertTrue(buffer.duplicates() >= 30, "" + buffer.duplicates());
        assertEquals(1, buffer.restarts());
    }

    private interface Delay {
        int samples();
    }

    /** Frames that are not the whole tone are counted: of the first thousand, and of the rest. */
    private void simulate(
            int count, Delay delay, double loss, double twice, Random random, int[] missing) {
        record Arrival(long at, int number) {}
        var way = new PriorityQueue<>(Comparator.comparingLong(Arrival::at));
        for (int i = 0; i < count; i++) {
            if (random.nextDouble() >= loss) {
                way.add(new Arrival(i * 160L + delay.samples(), i));
            }
            if (random.nextDouble() < twice) {
                way.add(new Arrival(i * 160L + 400, i));
            }
        }
        for (int tick = 0; tick < count; tick++) {
            while (!way.isEmpty() && way.element().at() <= tick * 160L + 70) {
                put(way.remove().number());
            }
            if (!readsTone() && tick > 5) {
                missing[tick < 1_000 ? 0 : 1]++;
            }
        }
    }

    @Test
    void afterTheJitterItWaitsLessAgain() {
        var random = new Random(9);
        simulate(1_000, () -> random.nextInt(60 * 8), 0, 0, random, new int[2]);
        put(1_000);
        int before = buffer.waiting();
        assertTrue(before > 480, "waits " + before);
        for (int i = 1_001; i < 4_000; i++) {
            buffer.read(frame);
            put(i);
        }
        assertTrue(buffer.waiting() <= 320, "waits " + buffer.waiting());
    }

    private void reads(int frames) {
        for (int i = 0; i < frames; i++) {
            buffer.read(frame);
        }
    }

    /** A phone that sends nothing in pauses; no talkspurt has as many packets as a window. */
    @Test
    void afterTheJitterItWaitsLessForShortTalkspurtsToo() {
        for (int i = 0; i < 10; i++) {
            put(i);
            reads(i == 9 ? 4 : 1);
        }
        put(10); // 40 ms late
        int time = 11 * 160;
        for (int i = 0; i < 1_000; i++) {
            int frames = i % 50 == 0 ? 20 : 1;
            reads(frames);
            time += (frames - 1) * 160;
            put(new Packet(11 + i, time, 1, 160));
            assertTrue(i > 0 || buffer.waiting() == 640, "waits " + buffer.waiting());
            time += 160;
        }
        assertTrue(buffer.restarts() > 15, "" + buffer.restarts());
        assertTrue(buffer.waiting() <= 320, "waits " + buffer.waiting());
    }

    @Test
    void onePacketThatIsOutOfPlaceIsLeftOut() {
        for (int i = 0; i < 300; i++) {
            put(i);
            if (i == 100) {
                put(new Packet(20, 20 * 160, 1, 160)); // very old
            } else if (i == 150) {
                put(new Packet(30_000, 30_000 * 160, 1, 160)); // a jump
            } else if (i == 200) {
                put(new Packet(30_007, 99, 2, 160)); // somebody else's
            }
            assertEquals(i > 0, readsTone(), "frame " + i);
        }
        assertEquals(1, buffer.restarts());
        assertEquals(3, buffer.late());
    }

    /**
     * The second packet of it begins it; what the one before has left behind on the way is late.
     */
    @Test
    void aNewStreamOvertakesTheLastOfTheOldOne() {
        for (int i = 0; i < 50; i++) {
            put(i);
            buffer.read(frame);
        }
        int heard = 0;
        for (int i = 0; i < 50; i++) {
            put(new Packet(900 + i, (4_000 + i) * 160, 2, 160));
            if (i < 10) {
                put(50 + i);
            }
            heard += readsTone() ? 1 : 0;
        }
        assertEquals(2, buffer.restarts());
        assertTrue(heard >= 47, "heard " + heard);
    }

    @Test
    void aJumpOfTheNumbersCostsOnePacket() {
        for (int i = 0; i < 50; i++) {
            put(i);
            buffer.read(frame);
        }
        for (int i = 50; i < 100; i++) {
            put(new Packet(40_000 + i, i * 160, 1, 160));
            buffer.read(frame);
        }
        assertEquals(2, buffer.restarts());
        assertEquals(1, buffer.late());
        assertTrue(readsTone());
    }

    /** 500 ppm, ten times what clocks do: neither runs dry nor fills up. */
    @ParameterizedTest
    @ValueSource(doubles = {-0.0005, 0.0005})
    void itFollowsAClockThatDrifts(double off) {
        int sent = 0;
        int missing = 0;
        for (int tick = 0; tick < 30_000; tick++) {
            while (sent * 160.0 <= tick * 160.0 * (1 + off)) {
                put(sent++);
            }
            missing += readsTone() ? 0 : 1;
            assertTrue(buffer.waiting() < 900, "waits " + buffer.waiting());
        }
        assertTrue(missing < 120, "frames not whole: " + missing);
        assertEquals(1, buffer.restarts());
    }

    @Test
    void copiesAndLatecomersAreCounted() {
        put(0);
        put(1);
        put(1);
        assertEquals(1, buffer.duplicates());
        put(3);
        for (int i = 0; i < 4; i++) {
            buffer.read(frame);
        }
        put(2);
        assertEquals(1, buffer.late());
        put(2);
        assertEquals(2, buffer.duplicates());
        assertFalse(buffer.concealed() == 0);
    }

    @Test
    void whoPausesIsHeardAgainWhetherHisClockWentOnOrNot() {
        for (int i = 0; i < 50; i++) {
            put(i);
            buffer.read(frame);
        }
        for (int i = 0; i < 100; i++) {
            buffer.read(frame);
        }
        assertFalse(buffer.read(frame));
        assertIsHeardFrom(50, 50, 1); // It has stood still.
        assertIsHeardFrom(53, 400, 1); // It has run ahead.
        assertIsHeardFrom(56, 9, 2); // Somebody else.
        assertIsHeardFrom(59, -500, 2); // Its clock was set back.
    }

    private void assertIsHeardFrom(int sequence, int frames, int ssrc) {
        long before = buffer.restarts();
        for (int i = 0; i < 3; i++) {
            put(new Packet(sequence + i, (frames + i) * 160, ssrc, 160));
            assertEquals(i == 2, readsTone() && i == 2, "packet " + i);
        }
        assertEquals(before + 1, buffer.restarts());
    }

    @Test
    void nobodyMakesItKeepMoreThanItHasRoomFor() {
        for (int i = 0; i < 1_000; i++) {
            put(i);
            assertTrue(buffer.waiting() <= JitterBuffer.MOST_AHEAD + 160);
        }
        put(new Packet(1_000, 160_000, 1, JitterBuffer.LONGEST + 1));
        assertEquals(1, buffer.late());
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            put(
                    new Packet(
                            random.nextInt(65_536),
                            random.nextInt(),
                            random.nextInt(2),
                            random.nextInt(1, 1_000)));
            buffer.read(frame);
            assertTrue(buffer.waiting() <= JitterBuffer.MOST_AHEAD + 160);
        }
    }
}
