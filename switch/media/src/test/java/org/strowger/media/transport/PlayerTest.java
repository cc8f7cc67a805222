package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.media.G711;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.PlayerChange;
import org.strowger.media.Playing;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.WavBytes;

/** What can be done with prompts while they play, on real sockets. */
class PlayerTest {

    private static final int FRAME = 160;
    private static final int FRAMES = 200;

    private TwoLoops loops;

    @BeforeEach
    void load(@TempDir Path folder) {
        var samples = new short[FRAMES * FRAME];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (100 * (1 + i / FRAME));
        }
        WavBytes.write(folder.resolve("en/long.wav"), WavBytes.mono8000(samples));
        WavBytes.write(
                folder.resolve("en/short.wav"), WavBytes.mono8000(WavBytes.ramp(2 * FRAME, 7)));
        loops = new TwoLoops(Prompts.load(folder));
    }

    @AfterEach
    void close() {
        loops.close();
    }

    /** Which frame of the long prompt it is; of the quietest the law makes one of several. */
    private static int frame(Phone.Packet packet) {
        return Math.round(G711.decode(Law.PCMU, packet.payload().get(0)) / 100f) - 1;
    }

    private int heard() {
        return loops.one.phone.heard().size();
    }

    @Test
    void isSilentWithinOneFrameOfBargingIn() {
        loops.one.leg.play(1, List.of("en/long"));
        loops.one.hears(5);
        loops.one.leg.silence();
        loops.settle();
        long sent = loops.count(Counter.PACKETS_OUT);
        loops.one.leg.play(2, List.of("en/short"));
        await().until(() -> loops.one.told.events.contains("played 2"));
        await().until(() -> heard() == loops.count(Counter.PACKETS_OUT));
        assertEquals(sent + 2, heard(), "not a frame more of the first");
        assertFalse(loops.one.told.events.contains("played 1"));
    }

    @Test
    void standsStillWhilePausedAndGoesOnFromThere() {
        loops.one.leg.play(1, List.of("en/long"));
        loops.one.hears(10);
        loops.one.leg.change(new PlayerChange.Pause());
        loops.settle();
        await().until(() -> heard() == loops.count(Counter.PACKETS_OUT));
        int before = heard();
        loops.other.leg.play(1, List.of("en/short", "en/short", "en/short"));
        await().until(() -> loops.other.told.events.contains("played 1"));
        assertEquals(before + 6, loops.count(Counter.PACKETS_OUT), "nothing of the paused one");
        assertEquals(before, heard());

        loops.one.leg.change(new PlayerChange.Resume());
        loops.one.hears(before + 5);
        var packets = loops.one.phone.heard();
        assertTrue(packets.get(before).marker());
        assertEquals(frame(packets.get(before - 1)) + 1, frame(packets.get(before)), 1);
        TwoLoops.assertFollowing(List.copyOf(packets));
    }

    @Test
    void goesOnFromAnotherPlaceAndIsOverBeyondTheEnd() {
        loops.one.leg.play(1, List.of("en/long"));
        loops.one.hears(3);
        loops.one.leg.change(new PlayerChange.Seek(2_000));
        loops.settle();
        int from = heard();
        loops.one.hears(from + 5);
        int place = frame(loops.one.phone.heard().get(from + 3));
        assertTrue(place > 95 && place < 125, "frame " + place);
        loops.one.leg.change(new PlayerChange.Seek(Integer.MAX_VALUE));
        await().until(() -> loops.one.told.events.contains("played 1"));
    }

    @Test
    void isPlayedAsOftenAndAsLoudAsAskedFor() {
        loops.one.leg.play(1, List.of("en/short"), new Playing(3, 6));
        await().until(() -> loops.one.told.events.contains("played 1"));
        loops.one.hears(6);
        loops.other.leg.play(1, List.of("en/short"));
        loops.other.hears(2);
        var loud = loops.one.phone.heard();
        var plain = loops.other.phone.heard();
        int at = FRAME - 1;
        double was = G711.decode(Law.PCMU, plain.get(1).payload().get(at));
        assertEquals(2 * was, G711.decode(Law.PCMU, loud.get(1).payload().get(at)), was / 10);
        assertEquals(loud.get(1).payload(), loud.get(5).payload());
    }

    @Test
    void becomesFainterWhileItPlays() {
        loops.one.leg.play(1, List.of("en/long"), new Playing(Playing.FOR_EVER, 0));
        loops.one.hears(3);
        loops.one.leg.change(new PlayerChange.Seek(2_000));
        loops.one.leg.change(new PlayerChange.Volume(-20));
        loops.settle();
        int from = heard();
        loops.one.hears(from + 5);
        int level = G711.decode(Law.PCMU, loops.one.phone.heard().get(from + 3).payload().get(0));
        assertEquals(1_100, level, 200, "a tenth of what is there");
    }
}
