package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.media.Coding;
import org.strowger.media.G711;
import org.strowger.media.KeyWay;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.WavBytes;
import org.strowger.media.codec.Codecs;
import org.strowger.media.codec.VoiceDecoder;
import org.strowger.media.codec.VoiceEncoder;

/** Legs that speak G.722 and Opus, on real sockets: both of one loop, and of two. */
class OtherCodingsTest {

    private static final int FRAME = 160;
    private static final int SSRC = 4_711;
    private static final RtpFormat PCMA = new RtpFormat(Law.PCMA, 8, 101);

    private final VoiceDecoder ear = Codecs.decoder(Coding.OPUS);
    private final VoiceDecoder ear722 = Codecs.decoder(Coding.G722);
    private TwoLoops loops;

    @BeforeEach
    void load(@TempDir Path folder) {
        WavBytes.write(folder.resolve("en/tone.wav"), WavBytes.mono8000(sine(1_000, 50 * FRAME)));
        WavBytes.write(folder.resolve("music/tone.wav"), WavBytes.mono8000(sine(500, 50 * FRAME)));
        loops = new TwoLoops(Prompts.load(folder));
    }

    @AfterEach
    void close() {
        loops.close();
    }

    /** As a leg's peer would have it: Opus with events of its own clock. */
    private static RtpFormat format(Coding coding, int type, int event) {
        var plain = new RtpFormat(Law.PCMU, type, event);
        return plain.coded(coding, type, coding.ticks());
    }

    @ParameterizedTest
    @EnumSource(
            value = Coding.class,
            names = {"G722", "OPUS"})
    void whatBothSpeakPassesOctetForOctet(Coding coding) {
        connect(loops.one, format(coding, 96, 101));
        connect(loops.other, format(coding, 111, 97));
        loops.one.leg.bridge(loops.other.leg);
        loops.settle();
        var said = packets(coding, 10, 100);

        say(loops.one, 96, coding, said);

        loops.other.hears(10);
        var heard = loops.other.phone.heard();
        for (int i = 0; i < 10; i++) {
            assertEquals(ByteBuffer.wrap(said[i]), heard.get(i).payload());
            assertEquals(111, heard.get(i).payloadType());
            assertEquals(
                    i * FRAME * coding.ticks(),
                    heard.get(i).timestamp() - heard.getFirst().timestamp());
        }
        TwoLoops.assertFollowing(heard);
    }

    @ParameterizedTest
    @EnumSource(
            value = Coding.class,
            names = {"G722", "OPUS"})
    void whatOneSpeaksIsMadeWhatTheOtherSpeaks(Coding coding) {
        connect(loops.one, format(coding, 96, 101));
        connect(loops.other, PCMA);
        loops.one.leg.bridge(loops.other.leg);
        loops.settle();

        say(loops.one, 96, coding, packets(coding, 25, 1_000));
        loops.other.hears(25);
        assertEquals(1_000, hertz(pcma(loops.other.phone.heard())), 30);
        assertEquals(FRAME, stampsBetween(loops.other.phone.heard()));

        var said = new byte[25][];
        for (int i = 0; i < said.length; i++) {
            said[i] = alaw(sine(700, FRAME, i));
        }
        say(loops.other, 8, Coding.G711, said);
        loops.one.hears(25);
        var back = loops.one.phone.heard();
        assertEquals(700, hertz(decoded(coding, back)), 30);
        assertEquals(FRAME * coding.ticks(), stampsBetween(back));
        assertEquals(96, back.getFirst().payloadType());
    }

    @ParameterizedTest
    @EnumSource(
            value = Coding.class,
            names = {"G722", "OPUS"})
    void promptsToneAndMusicAreHeard(Coding coding) {
        connect(loops.one, format(coding, 96, 101));
        loops.one.leg.play(1, List.of("en/tone"));
        await().until(() -> loops.one.told.events.contains("played 1"));
        loops.one.hears(50);
        assertEquals(1_000, hertz(decoded(coding, List.copyOf(loops.one.phone.heard()))), 30);
        assertEquals(FRAME * coding.ticks(), stampsBetween(loops.one.phone.heard()));

        loops.one.leg.music();
        loops.one.hears(100);
        var music = List.copyOf(loops.one.phone.heard()).subList(60, 100);
        assertEquals(500, hertz(decoded(coding, music)), 30);
    }

    @Test
    void allOfALoopHearTheSameOctetsOfMusic() {
        var third = loops.party(Told.AFFINITY);
        connect(loops.one, format(Coding.OPUS, 96, 101));
        connect(third, format(Coding.OPUS, 96, 101));
        loops.one.leg.music();
        third.leg.music();
        loops.one.hears(20);
        third.hears(20);

        var one = loops.one.phone.heard().stream().map(Phone.Packet::payload).toList();
        var same = third.phone.heard().stream().map(Phone.Packet::payload).filter(one::contains);
        assertTrue(same.count() >= 15);
        third.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Coding.class,
            names = {"G722", "OPUS"})
    void aRecorderHearsGSevenEleven(Coding coding) {
        var tapped = new CopyOnWriteArrayList<byte[]>();
        var stamps = new CopyOnWriteArrayList<Integer>();
        connect(loops.one, format(coding, 96, 101));
        connect(loops.other, format(coding, 96, 101));
        loops.one.leg.bridge(loops.other.leg);
        loops.one.leg.tap((header, packet, law, _) -> {
            int at = header.payloadOffset();
            tapped.add(Arrays.copyOfRange(packet, at, at + header.payloadLength()));
            stamps.add(header.timestamp());
            assertEquals(Law.PCMU, law);
        });
        loops.settle();
        var said = packets(coding, 25, 1_000);

        say(loops.one, 96, coding, said);

        await().until(() -> tapped.size() == 25);
        assertEquals(1_000, hertz(linear(Law.PCMU, tapped)), 30);
        assertEquals(FRAME, stamps.get(1) - stamps.get(0));
        loops.other.hears(25);
        assertEquals(ByteBuffer.wrap(said[7]), loops.other.phone.heard().get(7).payload());
    }

    @Test
    void keysOfAFasterClockAreKeys() {
        connect(loops.one, format(Coding.OPUS, 96, 110));
        connect(loops.other, PCMA);
        loops.one.leg.bridge(loops.other.leg);
        loops.settle();
        say(loops.one, 96, Coding.OPUS, packets(Coding.OPUS, 1, 1_000));
        int length = 4_800;
        for (int i = 1; i < 4; i++) {
            var end = new byte[] {5, (byte) 0x8A, (byte) (length >> 8), (byte) length};
            loops.one.phone.say(loops.one.told.local(), 110, i, 960, SSRC, end);
        }

        await().until(() -> loops.one.told.events.contains("key 5 100"));
        loops.other.hears(4);
        var event = loops.other.phone.heard().getLast();
        assertEquals(101, event.payloadType());
        assertEquals(ByteBuffer.wrap(new byte[] {5, (byte) 0x8A, 3, 32}), event.payload());
        assertEquals(160, event.timestamp() - loops.other.phone.heard().getFirst().timestamp());

        loops.other.phone.say(
                loops.other.told.local(), 101, 1, 0, 8, new byte[] {6, (byte) 0x8A, 3, 32});
        await().until(() -> !loops.one.phone.heard().isEmpty());
        var back = loops.one.phone.heard().getFirst();
        assertEquals(110, back.payloadType());
        assertEquals(ByteBuffer.wrap(new byte[] {6, (byte) 0x8A, 18, (byte) 0xC0}), back.payload());
    }

    @Test
    void tonesAreFoundInTheVoiceOfG722() {
        var tones = new RtpFormat(Law.PCMU, 9, -1, KeyWay.TONES, false, true);
        connect(loops.one, tones.coded(Coding.G722, 9, 1));
        loops.settle();
        var encoder = Codecs.encoder(Coding.G722);
        for (int i = 0; i < 10; i++) {
            var key = new short[FRAME];
            for (int k = 0; k < FRAME; k++) {
                double t = 2 * Math.PI * (i * FRAME + k) / 8_000;
                key[k] = (short) (i < 6 ? 6_000 * (Math.sin(770 * t) + Math.sin(1_336 * t)) : 0);
            }
            var packet = new byte[FRAME];
            encoder.encode(key, FRAME, packet, 0);
            loops.one.phone.say(loops.one.told.local(), 9, i, i * FRAME, SSRC, packet);
        }
        await().until(() -> loops.one.told.events.stream().anyMatch(e -> e.startsWith("key 5")));
    }

    @Test
    void whatIsNoOpusIsMalformedAndComfortNoiseIsNot() {
        connect(loops.one, format(Coding.OPUS, 96, 101));
        connect(loops.other, PCMA);
        loops.one.leg.bridge(loops.other.leg);
        loops.settle();
        loops.one.phone.say(loops.one.told.local(), 96, 0, 0, SSRC, new byte[] {3, 0, 0});
        loops.one.phone.say(loops.one.told.local(), 13, 1, 960, SSRC, new byte[] {40});
        await().until(() -> loops.count(Counter.MALFORMED) == 1);
        await().until(() -> loops.count(Counter.COMFORT_NOISE) == 1);

        say(loops.one, 96, Coding.OPUS, packets(Coding.OPUS, 2, 1_000));
        loops.other.hears(2);
    }

    private static void connect(TwoLoops.Party party, RtpFormat format) {
        party.leg.connect(format, party.phone.address(), true);
    }

    /** As many at a time as may be on their way between loops. */
    private void say(TwoLoops.Party party, int type, Coding coding, byte[][] packets) {
        long before = loops.count(Counter.PACKETS_IN);
        for (int i = 0; i < packets.length; i++) {
            int stamp = i * FRAME * coding.ticks();
            party.phone.say(party.told.local(), type, i + 10, stamp, SSRC, packets[i]);
            long said = i + 1L;
            if (said % 10 == 0) {
                await().until(() -> loops.count(Counter.PACKETS_IN) == before + said);
                loops.settle();
            }
        }
    }

    private static byte[][] packets(Coding coding, int count, int hertz) {
        var encoder = Codecs.encoder(coding);
        var packets = new byte[count][];
        var to = new byte[VoiceEncoder.MOST_OCTETS];
        for (int i = 0; i < count; i++) {
            int octets = encoder.encode(sine(hertz, FRAME, i), FRAME, to, 0);
            packets[i] = Arrays.copyOf(to, octets);
        }
        return packets;
    }

    private short[] decoded(Coding coding, List<Phone.Packet> packets) {
        var decoder = coding == Coding.OPUS ? ear : ear722;
        var all = new short[packets.size() * FRAME];
        var some = new short[VoiceDecoder.MOST_SAMPLES];
        for (int i = 0; i < packets.size(); i++) {
            var payload = octets(packets.get(i));
            assertEquals(FRAME, decoder.decode(payload, 0, payload.length, some));
            System.arraycopy(some, 0, all, i * FRAME, FRAME);
        }
        return all;
    }

    private static short[] pcma(List<Phone.Packet> packets) {
        return linear(Law.PCMA, packets.stream().map(OtherCodingsTest::octets).toList());
    }

    private static byte[] octets(Phone.Packet packet) {
        var octets = new byte[packet.payload().limit()];
        packet.payload().get(0, octets);
        return octets;
    }

    private static short[] linear(Law law, List<byte[]> packets) {
        var all = new short[packets.size() * FRAME];
        for (int i = 0; i < all.length; i++) {
            all[i] = (short) G711.decode(law, packets.get(i / FRAME)[i % FRAME]);
        }
        return all;
    }

    private static byte[] alaw(short[] samples) {
        var codes = new byte[samples.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = G711.encode(Law.PCMA, samples[i]);
        }
        return codes;
    }

    private static int stampsBetween(List<Phone.Packet> packets) {
        return packets.get(11).timestamp() - packets.get(10).timestamp();
    }

    private static short[] sine(int hertz, int samples) {
        return sine(hertz, samples, 0);
    }

    /** That piece of a sine, with a grain of noise that no coder can take for silence. */
    private static short[] sine(int hertz, int samples, int piece) {
        var all = new short[samples];
        var noise = new SplittableRandom(piece);
        for (int i = 0; i < samples; i++) {
            double t = 2 * Math.PI * hertz * (piece * samples + i) / 8_000;
            all[i] = (short) (8_000 * Math.sin(t) + noise.nextInt(-20, 20));
        }
        return all;
    }

    /** By how often the second half goes through zero upwards. */
    private static double hertz(short[] sound) {
        int from = sound.length / 2;
        int crossings = 0;
        for (int i = from + 1; i < sound.length; i++) {
            crossings += sound[i - 1] < 0 && sound[i] >= 0 ? 1 : 0;
        }
        return crossings * 8_000.0 / (sound.length - from);
    }
}
