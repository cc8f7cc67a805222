package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.media.transport.TwoLoops.assertFollowing;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.media.G711;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.WavBytes;
import org.strowger.media.transport.TwoLoops.Party;

/** Bridges between legs of two loops. */
class TieLineTest {

    private static final RtpFormat PCMA = new RtpFormat(Law.PCMA, 8, 96);
    private static final int FRAMES = 5;

    private TwoLoops loops;
    private Party one;
    private Party other;

    @BeforeEach
    void begin(@TempDir Path folder) {
        WavBytes.write(
                folder.resolve("en/welcome.wav"),
                WavBytes.mono8000(WavBytes.ramp(FRAMES * 160, 7)));
        WavBytes.write(
                folder.resolve("music/waltz.wav"), WavBytes.mono8000(WavBytes.ramp(3 * 160, 50)));
        loops = new TwoLoops(Prompts.load(folder));
        one = loops.one;
        other = loops.other;
    }

    @AfterEach
    void nothingIsLeft() {
        loops.close();
    }

    private void bridged() {
        one.leg.bridge(other.leg);
        loops.settle();
    }

    @Test
    void bothHearEachOther() {
        bridged();
        for (int i = 0; i < 3; i++) {
            one.says(10 + i);
            other.says(20 + i);
        }
        assertEquals(List.of(20, 21, 22), one.hears(3));
        assertEquals(List.of(10, 11, 12), other.hears(3));
        assertFollowing(one.phone.heard());
        assertFollowing(other.phone.heard());
        assertEquals(6, loops.count(Counter.HANDED_OVER));
        assertEquals(0, loops.count(Counter.NOT_HANDED_OVER));
        one.leg.close();
        await().until(one.told::isClosed);
        assertEquals(3, one.told.statistics().packetsSent());
        assertEquals(3, one.told.statistics().packetsReceived());
    }

    @Test
    void lawsAndPayloadTypesAreConvertedBothWays() {
        other.leg.connect(PCMA, other.phone.address(), true);
        bridged();
        one.says(10);
        one.phone.say(one.told.local(), 101, 1, 160, 7, new byte[] {5, (byte) 0x8A, 3, 32});
        other.phone.say(other.told.local(), 8, 1, 160, 8, new byte[] {77, 78});

        other.hears(2);
        var audio = other.phone.heard().getFirst();
        assertEquals(8, audio.payloadType());
        assertEquals(160, audio.payload().limit());
        assertEquals(converted(Law.PCMA, 10), audio.payload().slice(0, 1));
        var event = other.phone.heard().getLast();
        assertEquals(96, event.payloadType());
        assertEquals(ByteBuffer.wrap(new byte[] {5, (byte) 0x8A, 3, 32}), event.payload());
        one.hears(1);
        assertEquals(0, one.phone.heard().getFirst().payloadType());
        assertEquals(converted(Law.PCMU, 77, 78), one.phone.heard().getFirst().payload());
        await().until(() -> one.told.events.contains("key 5 100"));
    }

    private static ByteBuffer converted(Law law, int... codes) {
        var octets = new byte[codes.length];
        for (int i = 0; i < codes.length; i++) {
            octets[i] = (byte) codes[i];
        }
        G711.convert(law, octets, 0, octets.length);
        return ByteBuffer.wrap(octets);
    }

    @Test
    void whoIsSilencedHearsNothingAndIsHeardStill() {
        bridged();
        one.leg.silence();
        loops.settle();
        other.says(20);
        one.says(10);
        assertEquals(List.of(10), other.hears(1));
        await().until(() -> loops.count(Counter.PACKETS_IN) == 2);
        assertEquals(1, loops.count(Counter.HANDED_OVER), "nobody listens to the other");
        assertTrue(one.phone.heard().isEmpty());

        one.leg.bridge(other.leg);
        loops.settle();
        other.says(21);
        assertEquals(List.of(21), one.hears(1));
    }

    @Test
    void whatIsPlayedTakesThePlaceOfVoiceInOneStream() {
        bridged();
        other.says(20);
        one.hears(1);
        one.leg.play(1, List.of("en/welcome"));
        for (int i = 0; i < 3; i++) {
            other.says(200);
        }
        await().until(() -> one.told.events.contains("played 1"));
        one.leg.music();
        await().until(() -> one.phone.heard().size() > 1 + FRAMES);
        one.leg.bridge(other.leg);
        loops.settle();
        other.says(21);
        await().until(() -> one.hears(0).contains(21));
        assertFollowing(one.phone.heard());
    }

    @Test
    void aThirdPartyOfEitherLoopTakesThePlaceOfTheSecond() {
        bridged();
        for (long affinity : new long[] {Told.AFFINITY, Told.OTHER_AFFINITY}) {
            try (var third = loops.party(affinity)) {
                one.leg.bridge(third.leg);
                loops.settle();
                int before = one.phone.heard().size();
                other.says(20);
                one.says(10);
                third.says(30);
                assertEquals(30, one.hears(before + 1).getLast());
                assertEquals(List.of(10), third.hears(1));
                third.leg.close();
                await().until(third.told::isClosed);
            }
        }
        assertEquals(2, loops.count(Counter.HANDED_OVER), "but for the second third's and ours");
        one.leg.bridge(other.leg);
        loops.settle();
        one.says(11);
        assertEquals(List.of(11), other.hears(1));
    }

    @Test
    void whoIsBridgedOnceMoreGoesOn() {
        bridged();
        one.says(10);
        other.hears(1);
        other.leg.bridge(one.leg);
        one.leg.bridge(other.leg);
        loops.settle();
        one.says(11);
        other.says(20);
        assertEquals(List.of(10, 11), other.hears(2));
        assertEquals(List.of(20), one.hears(1));
        assertFollowing(other.phone.heard());
    }

    @Test
    void anEchoTakesTheSpeakerFromTheOtherLoop() {
        bridged();
        one.leg.echo();
        loops.settle();
        one.says(10);
        assertEquals(List.of(10), one.hears(1));
        assertEquals(0, loops.count(Counter.HANDED_OVER));
    }

    @Test
    void whoeverHangsUpFirstIsGoneForTheOther() {
        for (boolean reversed : new boolean[] {false, true}) {
            bridged();
            var first = reversed ? other : one;
            var second = reversed ? one : other;
            first.says(10);
            second.hears(1);
            try (var third = loops.party(reversed ? Told.OTHER_AFFINITY : Told.AFFINITY)) {
                third.leg.bridge(second.leg);
                loops.settle();
                third.leg.close();
                await().until(third.told::isClosed);
            }
            loops.settle();
            long handedOver = loops.count(Counter.HANDED_OVER);
            long in = loops.count(Counter.PACKETS_IN);
            second.says(20);
            await().until(() -> loops.count(Counter.PACKETS_IN) == in + 1);
            assertEquals(handedOver, loops.count(Counter.HANDED_OVER));
        }
    }

    @Test
    void aBridgeWithALegThatHasJustClosedIsSilence() {
        one.leg.close();
        other.leg.music();
        await().until(() -> !other.phone.heard().isEmpty());
        bridged();
        other.says(20);
        await().until(() -> loops.count(Counter.HANDED_OVER) == 1);
        loops.settle();
        other.says(21);
        await().until(() -> loops.count(Counter.PACKETS_IN) == 2);
        assertEquals(1, loops.count(Counter.HANDED_OVER), "the first has found nobody");
        other.leg.play(1, List.of("en/welcome"));
        await().until(() -> other.told.events.contains("played 1"));
        assertFollowing(other.phone.heard());
        assertEquals(List.of("opened", "closed"), one.told.events);
        assertEquals(1, Collections.frequency(other.told.events, "played 1"));
    }

    @Test
    void onHoldNothingIsSent() {
        other.leg.connect(TwoLoops.PCMU, other.phone.address(), false);
        bridged();
        one.says(10);
        await().until(() -> loops.count(Counter.HANDED_OVER) == 1);
        loops.settle();
        assertEquals(0, loops.count(Counter.PACKETS_OUT));
        other.leg.connect(TwoLoops.PCMU, other.phone.address(), true);
        loops.settle();
        one.says(11);
        assertEquals(List.of(11), other.hears(1));
        assertFalse(one.told.isClosed());
    }
}
