package org.strowger.media.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where packets are placed, behind simulated networks. */
class TrackTest {

    private static final long BEGIN = 1_800_000_000_000_000L;
    private static final long SECOND = 1_000_000;
    private static final long MOST_MICROS = 20_000;

    private final Map<Integer, Long> placed = new HashMap<>();
    private final Track track =
            new Track(
                    Side.CALLER,
                    BEGIN,
                    (_, at, _, codes) -> {
                        placed.put(Speaker.numberOf(codes), at);
                        return true;
                    });

    private void hears(Speaker speaker) {
        for (var said : speaker.arriving()) {
            track.heard(said.voice());
        }
        track.settle(Long.MAX_VALUE);
    }

    /** How far from its true place the packet is that is farthest. */
    private long worstMicros(Speaker speaker) {
        long worst = 0;
        for (var said : speaker.arriving()) {
            var at = placed.get(Speaker.numberOf(said.voice().codes()));
            assertTrue(at != null, () -> "not placed: " + said);
            worst = Math.max(worst, Math.abs(BEGIN + at * 125 - said.trueMicros()));
        }
        return worst;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void jitterLossReorderingDriftAndNewStreamsStayWithin20Milliseconds(int seed) {
        var random = new Random(seed);
        double drift = random.nextInt(201) - 100;
        var speaker = new Speaker(random, Side.CALLER, 30_000, 60_000, 0.05, drift);
        long at = BEGIN + random.nextInt(2_000_000);
        for (int stretch = 0; stretch < 6; stretch++) {
            speaker.speaks(at, 1_500);
            at += 1_500 * Speaker.FRAME_MICROS + 100_000;
            switch (stretch % 3) {
                case 0 -> speaker.newStream();
                case 1 -> speaker.jumps();
                default -> speaker.pauses(5);
            }
        }
        hears(speaker);
        assertTrue(worstMicros(speaker) <= MOST_MICROS, () -> worstMicros(speaker) + " µs");
        assertEquals(0, track.lost());
    }

    @Test
    void aQuietNetworkIsPlacedToTheSample() {
        var speaker = new Speaker(new Random(1), Side.CALLER, 0, 0, 0, 0);
        speaker.speaks(BEGIN + SECOND, 500);
        hears(speaker);
        assertEquals(0, worstMicros(speaker));
    }

    @Test
    void aClockThatIsFastForAnHourIsFollowed() {
        var speaker = new Speaker(new Random(2), Side.CALLER, 10_000, 5_000, 0, 100);
        speaker.speaks(BEGIN, 180_000);
        hears(speaker);
        assertTrue(worstMicros(speaker) <= MOST_MICROS, () -> worstMicros(speaker) + " µs");
    }

    @Test
    void whoIsSilentWithoutSendingIsPlacedByHisTimestamps() {
        var speaker = new Speaker(new Random(3), Side.CALLER, 0, 40_000, 0, 0);
        speaker.speaks(BEGIN, 100);
        speaker.pauses(500);
        speaker.speaks(BEGIN + 600 * Speaker.FRAME_MICROS, 100);
        hears(speaker);
        assertTrue(worstMicros(speaker) <= MOST_MICROS, () -> worstMicros(speaker) + " µs");
    }

    /** A stall of the network: all of it comes a second late and at once, in its order. */
    @Test
    void aBurstAfterAStallIsPlacedWhereItWasSaid() {
        var speaker = new Speaker(new Random(4), Side.CALLER, 0, 0, 0, 0);
        speaker.speaks(BEGIN, 200);
        for (var said : speaker.arriving()) {
            long at = said.voice().atMicros();
            boolean stalled = at > BEGIN + SECOND && at < BEGIN + 2 * SECOND;
            track.heard(stalled ? arriving(said.voice(), BEGIN + 2 * SECOND) : said.voice());
        }
        assertEquals(0, worstMicros(speaker));
    }

    private static Voice arriving(Voice voice, long atMicros) {
        return new Voice(
                voice.side(),
                atMicros,
                voice.ssrc(),
                voice.sequence(),
                voice.timestamp(),
                voice.law(),
                voice.codes());
    }

    /** A packet of the stream before, which the first of the new one has overtaken. */
    @Test
    void aPacketThatWasOvertakenByANewStreamKeepsItsPlace() {
        var speaker = new Speaker(new Random(5), Side.CALLER, 0, 0, 0, 0);
        speaker.speaks(BEGIN, 50);
        speaker.newStream();
        speaker.speaks(BEGIN + 50 * Speaker.FRAME_MICROS, 50);
        var packets = speaker.arriving();
        for (int i = 0; i < packets.size(); i++) {
            int which = i == 49 ? 50 : i == 50 ? 49 : i;
            track.heard(packets.get(which).voice());
        }
        track.settle(Long.MAX_VALUE);
        assertEquals(0, worstMicros(speaker));
    }

    @Test
    void aStreamThatOnlyComesTooLateIsPlacedAnew() {
        var late =
                new Track(Side.CALLER, BEGIN, (_, at, _, _) -> at >= 8 * 1_000); // After a second.
        var speaker = new Speaker(new Random(6), Side.CALLER, 0, 0, 0, 0);
        speaker.speaks(BEGIN, 20);
        speaker.speaks(BEGIN + 2 * SECOND, 200); // Two seconds later, and his numbers go on.
        for (var said : speaker.arriving()) {
            late.heard(said.voice());
        }
        // Twenty that really were too early, and no more than it takes to see that it is hopeless.
        assertTrue(late.lost() >= 20 && late.lost() <= 20 + Track.HOPELESS, () -> "" + late.lost());
    }
}
