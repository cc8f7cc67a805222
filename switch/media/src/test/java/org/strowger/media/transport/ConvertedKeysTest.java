package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Clock;
import org.strowger.base.Entropy;
import org.strowger.media.DtmfDetector;
import org.strowger.media.DtmfReceiver;
import org.strowger.media.DtmfTones;
import org.strowger.media.G711;
import org.strowger.media.KeyWay;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaLeg;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.ToneTable;

/** Keys between legs that tell them in different ways: on one loop, and from loop to loop. */
@ParameterizedClass
@ValueSource(longs = {Told.AFFINITY, Told.OTHER_AFFINITY})
class ConvertedKeysTest {

    private static final RtpFormat EVENTS = new RtpFormat(Law.PCMU, 0, 101);
    private static final RtpFormat TONES = new RtpFormat(Law.PCMU, 0, -1);
    private static final RtpFormat TONES_OF_A = new RtpFormat(Law.PCMA, 8, -1);
    private static final RtpFormat INFO = new RtpFormat(Law.PCMU, 0, -1, KeyWay.INFO, false, true);
    private static final int SPEAKER = 77;

    @Parameter long peersAffinity;

    private RtpEngine engine;
    private final Told told = new Told();
    private final Told peerTold = new Told();
    private final Phone phone = new Phone();
    private final Phone peerPhone = new Phone();
    private MediaLeg leg;
    private MediaLeg peer;
    private int sequence;

    @BeforeEach
    void open(@TempDir Path folder) {
        engine =
                new RtpEngine(
                        new RtpEngine.Room(
                                List.of(InetAddress.getLoopbackAddress()),
                                new PortRange(40_000, 40_099),
                                2,
                                1_000,
                                0,
                                0),
                        Prompts.load(folder, ToneTable.of("us")),
                        Clock.system(),
                        Entropy.seeded(4),
                        Runnable::run,
                        Io.best());
        leg = told.open(engine);
        peer = peerTold.open(engine, peersAffinity);
    }

    private void bridge(RtpFormat format, RtpFormat peersFormat) {
        leg.connect(format, phone.address(), true);
        peer.connect(peersFormat, peerPhone.address(), true);
        leg.bridge(peer);
        Told.settleBoth(engine);
    }

    @AfterEach
    void nothingIsLeft() {
        phone.close();
        peerPhone.close();
        Told.closed(engine);
    }

    @Test
    void aToneBecomesAnEventAndIsHeardNoLongerThanUntilItIsCertain() {
        bridge(TONES, EVENTS);
        sayTone('5', 10);
        await().until(() -> eventsHeard() == 8);
        assertEquals("key 5", keyTold());
        saySilence(3);
        await().until(() -> peerPhone.heard().getLast().payloadType() == 0);
        int leaked = (int) audioHeard().filter(ConvertedKeysTest::isSound).count();
        assertTrue(leaked == 1 || leaked == 2, leaked + " frames of the tone");
        var event = peerPhone.heard().stream().filter(packet -> packet.payloadType() == 101);
        assertEquals(5, event.findFirst().orElseThrow().payload().get(0));
        assertFollowing();
    }

    @Test
    void aToneThatIsWithheldIsNoEventEither() {
        bridge(TONES, EVENTS);
        leg.withhold("5");
        Told.settleBoth(engine);
        sayTone('5', 10);
        await().until(() -> told.events.contains("withheld 5"));
        saySilence(3);
        await().until(() -> !peerPhone.heard().isEmpty() && !isSound(peerPhone.heard().getLast()));
        assertEquals(0, eventsHeard());
        leg.press("5");
        await().until(() -> eventsHeard() == 8);
        assertFollowing();
    }

    @Test
    void aToneStaysOneForWhoTakesTones() {
        bridge(TONES, TONES_OF_A);
        sayTone('8', 10);
        saySilence(2);
        await().until(() -> peerPhone.heard().size() == 12);
        assertEquals("key 8", keyTold());
        assertEquals("8", heardAsTones(peerPhone, Law.PCMA));
        assertEquals(
                List.of(8),
                peerPhone.heard().stream().map(Phone.Packet::payloadType).distinct().toList());
    }

    @Test
    void anEventBecomesATone() {
        bridge(EVENTS, TONES_OF_A);
        saySilence(2);
        sayEvent(9, 1_600);
        saySilence(1); // While the tone sounds nothing else is heard.
        await().until(() -> heardAsTones(peerPhone, Law.PCMA).equals("9"));
        await().until(() -> audioHeard().filter(ConvertedKeysTest::isSoundOfA).count() == 10);
        await().until(() -> {
            saySilence(1);
            return !isSoundOfA(peerPhone.heard().getLast());
        });
        assertEquals(List.of("opened", "key 9 200"), told.events);
        assertEquals(10, audioHeard().filter(ConvertedKeysTest::isSoundOfA).count(), "200 ms");
        assertFollowing();
    }

    /** All three packets of its end are lost; there is no music either, which it must not need. */
    @Test
    void aToneWhoseEventHasNoEndIsOverAndTheVoiceGoesOn() {
        bridge(EVENTS, TONES_OF_A);
        say(101, new byte[] {9, 10, 0, (byte) 160});
        await().until(() -> told.events.contains("key 9 20"));
        int before = peerPhone.heard().size();
        await().until(() -> {
            saySilence(1);
            return peerPhone.heard().size() >= before + 5
                    && !isSoundOfA(peerPhone.heard().getLast());
        });
        assertEquals("9", heardAsTones(peerPhone, Law.PCMA));
        assertEquals(List.of("opened"), peerTold.events);
        assertFollowing();
    }

    @Test
    void anEventBecomesAnInfo() {
        bridge(EVENTS, INFO);
        sayEvent(11, 800);
        await().until(() -> peerTold.events.contains("info # 100"));
        sayEvent(1, 400);
        await().until(() -> peerTold.events.size() == 3);
        assertEquals(List.of("opened", "info # 100", "info 1 50"), peerTold.events);
        assertEquals(0, peerPhone.heard().size());
    }

    @Test
    void aKeyToldBySignallingBecomesAnEvent() {
        bridge(INFO, EVENTS);
        leg.keyed('3', 160);
        leg.keyed('x', 160);
        await().until(() -> eventsHeard() == 8);
        assertEquals(List.of("opened", "key 3 160"), told.events);
        assertEquals(3, peerPhone.heard().getFirst().payload().get(0));
    }

    @Test
    void aKeyToldBySignallingBecomesATone() {
        bridge(INFO, TONES);
        leg.keyed('D', 160);
        await().until(() -> heardAsTones(peerPhone, Law.PCMU).equals("D"));
    }

    @Test
    void whatComesAsAnEventAndBySignallingIsToldAndPassedOnOnce() {
        bridge(EVENTS, EVENTS);
        leg.keyed('3', 160);
        Told.settleBoth(engine);
        sayEvent(3, 800);
        sayEvent(4, 800);
        await().until(() -> told.events.size() == 3);
        leg.keyed('4', 160);
        Told.settleBoth(engine);
        assertEquals(List.of("opened", "key 3 160", "key 4 100"), told.events);
        await().until(() -> eventsHeard(3) == 8 && eventsHeard(4) == 4);
        // Two copies, and of each event the end comes twice more.
        assertEquals(2 + 2 * 2, engine.counters().get(Counter.DUPLICATE_KEYS));
        assertFollowing();
    }

    /** The one that we make of INFO is heard, and the rest of the phone's own is not. */
    @Test
    void aToneThatSignallingHasToldIsHeardOnce() {
        bridge(TONES, TONES_OF_A);
        leg.keyed('8', 160);
        await().until(() -> !peerPhone.heard().isEmpty());
        var frames = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    sayTone('8', frames.getAndIncrement(), 1);
                    return frames.get() == 30;
                });
        saySilence(5);
        await().until(() -> !isSoundOfA(peerPhone.heard().getLast()));
        long heard = audioHeard().filter(ConvertedKeysTest::isSoundOfA).count();
        // 5 or 6; more where the machine was busy, and all 30 if it were heard twice.
        assertTrue(heard >= 5 && heard < 15, heard + " frames");
        assertEquals(1, engine.counters().get(Counter.DUPLICATE_KEYS));
        assertEquals(List.of("opened", "key 8 160"), told.events);
    }

    @Test
    void aToneThatComesBackFromTheLineIsNoKey() {
        bridge(EVENTS, TONES);
        sayEvent(5, 1_600);
        await().until(() -> !peerPhone.heard().isEmpty());
        var echo = new byte[160];
        for (int i = 0; i < 12; i++) {
            DtmfTones.of(i < 6 ? 5 : 6).copyFrame(Law.PCMU, i, echo, 0);
            peerPhone.say(peerTold.local(), 0, i, 160 * i, SPEAKER + 1, echo.clone());
        }
        await().until(() -> peerTold.events.size() == 2);
        assertEquals("key 6", peerTold.events.getLast().substring(0, 5));
    }

    @Test
    void noToneIsLookedForWhereEventsWereNegotiated() {
        bridge(EVENTS, EVENTS);
        sayTone('5', 10);
        await().until(() -> peerPhone.heard().size() == 10);
        assertEquals(List.of("opened"), told.events);
        assertTrue(audioHeard().allMatch(ConvertedKeysTest::isSound));
    }

    @Test
    void aToneOfTheNetworkGoesOnUntilSomethingElseIsAskedFor() {
        bridge(EVENTS, EVENTS);
        leg.tone("tone/dial");
        await().until(() -> phone.heard().size() >= 5);
        assertTrue(phone.heard().getFirst().marker());
        assertTrue(phone.heard().stream().allMatch(ConvertedKeysTest::isSound));
        leg.tone("tone/none");
        Told.settleBoth(engine);
        assertEquals(1, engine.counters().get(Counter.PROMPTS_MISSING));
        int heard = phone.heard().size();
        leg.play(1, List.of("tone/beep"));
        await().until(() -> told.events.contains("played 1"));
        await().until(() -> phone.heard().size() >= heard + 20);
    }

    /** Barge-in: who presses a key hears no more of the prompt than the frame that is due now. */
    @Test
    void aPromptEndsWithinAFrame() {
        leg.connect(EVENTS, phone.address(), true);
        peer.connect(EVENTS, peerPhone.address(), true);
        leg.play(1, List.of("tone/dial"));
        peer.play(2, List.of("tone/dial"));
        await().until(() -> phone.heard().size() >= 5);
        int before = phone.heard().size();
        leg.silence();
        int clock = peerPhone.heard().size();
        await().until(() -> peerPhone.heard().size() >= clock + 10);
        assertTrue(phone.heard().size() <= before + 2, "200 ms later it is still heard");
        assertEquals(List.of("opened"), told.events, "it was not played to its end");
    }

    private void sayTone(char key, int frames) {
        sayTone(key, 0, frames);
    }

    private void sayTone(char key, int from, int frames) {
        var payload = new byte[160];
        for (int i = from; i < from + frames; i++) {
            DtmfTones.of(DtmfReceiver.event(key)).copyFrame(Law.PCMU, i, payload, 0);
            say(0, payload);
        }
    }

    private void saySilence(int frames) {
        var payload = new byte[160];
        Arrays.fill(payload, G711.silence(Law.PCMU));
        for (int i = 0; i < frames; i++) {
            say(0, payload);
        }
    }

    /** A packet of its beginning, and three of its end. */
    private void sayEvent(int event, int samples) {
        int timestamp = 160 * sequence;
        for (int i = 0; i < 4; i++) {
            int end = i == 0 ? 0x0A : 0x8A;
            int length = i == 0 ? 160 : samples;
            var payload =
                    new byte[] {(byte) event, (byte) end, (byte) (length >> 8), (byte) length};
            phone.say(told.local(), 101, sequence++, timestamp, SPEAKER, payload);
        }
    }

    private void say(int payloadType, byte[] payload) {
        phone.say(told.local(), payloadType, sequence, 160 * sequence, SPEAKER, payload.clone());
        sequence++;
    }

    private String keyTold() {
        assertEquals(2, told.events.size(), told.events.toString());
        return told.events.get(1).substring(0, 5);
    }

    private long eventsHeard() {
        return peerPhone.heard().stream().filter(packet -> packet.payloadType() == 101).count();
    }

    private long eventsHeard(int event) {
        return peerPhone.heard().stream()
                .filter(packet -> packet.payloadType() == 101 && packet.payload().get(0) == event)
                .count();
    }

    private Stream<Phone.Packet> audioHeard() {
        return peerPhone.heard().stream().filter(packet -> packet.payloadType() != 101);
    }

    private static boolean isSound(Phone.Packet packet) {
        return loudest(packet, Law.PCMU) > 1_000;
    }

    private static boolean isSoundOfA(Phone.Packet packet) {
        return loudest(packet, Law.PCMA) > 1_000;
    }

    private static int loudest(Phone.Packet packet, Law law) {
        int loudest = 0;
        for (int i = 0; i < packet.payload().limit(); i++) {
            loudest = Math.max(loudest, G711.decode(law, packet.payload().get(i)));
        }
        return loudest;
    }

    private static String heardAsTones(Phone phone, Law law) {
        var detector = new DtmfDetector();
        var keys = new StringBuilder();
        for (var packet : phone.heard()) {
            char key = detector.hear(law, packet.payload().array(), 0, packet.payload().limit());
            if (key != DtmfDetector.NONE) {
                keys.append(key);
            }
        }
        return keys.toString();
    }

    private void assertFollowing() {
        var packets = peerPhone.heard();
        for (int i = 1; i < packets.size(); i++) {
            int before = packets.get(i - 1).sequence();
            assertEquals((before + 1) & 0xFFFF, packets.get(i).sequence(), "packet " + i);
        }
    }
}
