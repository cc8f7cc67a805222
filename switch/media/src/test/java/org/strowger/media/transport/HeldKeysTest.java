package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Entropy;
import org.strowger.media.DtmfTones;
import org.strowger.media.KeyWay;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaRules;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;

/** Keys that last while other things happen; time goes when the test says. */
@ParameterizedClass
@ValueSource(longs = {Told.AFFINITY, Told.OTHER_AFFINITY})
class HeldKeysTest {

    private static final RtpFormat EVENTS = new RtpFormat(Law.PCMU, 0, 101);
    private static final RtpFormat TONES = new RtpFormat(Law.PCMU, 0, -1);
    private static final RtpFormat INFO = new RtpFormat(Law.PCMU, 0, -1, KeyWay.INFO, false, true);
    private static final int SPEAKER = 77;
    private static final Duration POLL = Duration.ofMillis(2);
    private static final boolean END = true;
    private static final boolean GOES_ON = false;

    @Parameter long peersAffinity;

    private final AtomicLong clock = new AtomicLong(1_800_000_000_000_000L);
    private final RtpEngine engine =
            new RtpEngine(
                    new RtpEngine.Room(
                            List.of(InetAddress.getLoopbackAddress()),
                            new PortRange(40_000, 40_099),
                            2,
                            1_000,
                            0,
                            0),
                    MediaRules.PLAIN,
                    Prompts.none(),
                    clock::get,
                    Entropy.seeded(4),
                    Runnable::run,
                    Io.best());
    private final Told told = new Told();
    private final Told peerTold = new Told();
    private final Phone phone = new Phone();
    private final Phone peerPhone = new Phone();
    private final MediaLeg leg = told.open(engine);
    private MediaLeg peer;
    private int sequence;
    private int said;

    @BeforeEach
    void open() {
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

    /**
     * Who hears something else before a key is let go is not told of it when another is pressed.
     */
    @Test
    void aKeyThatItsHearerDidNotWaitForIsNotToldLater() {
        bridge(EVENTS, INFO);
        event(5, GOES_ON, 160, 1_000);
        peer.silence();
        Told.settleBoth(engine);
        later(60_000);
        leg.bridge(peer);
        Told.settleBoth(engine);
        event(1, END, 400, 90_000);
        await().until(() -> peerTold.events.contains("info 1 50"));
        assertEquals(List.of("opened", "info 1 50"), peerTold.events);
    }

    /** Some phones send INFO when the key is pressed, while its event has begun. */
    @Test
    void anInfoWithinItsEventIsPassedOnByThatAlone() {
        bridge(EVENTS, EVENTS);
        event(5, GOES_ON, 160, 1_000);
        leg.keyed('5', 250);
        Told.settleBoth(engine);
        event(5, END, 800, 1_000);
        await().until(() -> eventsHeard(peerPhone) == 2);
        assertEquals(List.of("opened", "key 5 100"), told.events);
        assertEquals(1, engine.counters().get(Counter.DUPLICATE_KEYS));
    }

    @Test
    void anEventThatLastsStaysACopyOfTheInfoAtItsBeginning() {
        bridge(EVENTS, EVENTS);
        leg.keyed('5', 250);
        Told.settleBoth(engine);
        held(5, 1_000, 5_000);
        await().untilAsserted(() -> assertEquals(8, eventsHeard(peerPhone)));
        assertEquals(List.of("opened", "key 5 250"), told.events);
        later(3_000);
        event(5, END, 800, 90_000);
        assertEquals(List.of("opened", "key 5 250", "key 5 100"), told.events);
    }

    @Test
    void anInfoAtTheEndOfALongEventIsItsCopy() {
        bridge(EVENTS, EVENTS);
        held(5, 1_000, 5_000);
        later(1_500); // INFO was lost twice.
        leg.keyed('5', 5_000);
        Told.settleBoth(engine);
        assertEquals(List.of("opened", "key 5 5000"), told.events);
        int relayed = 51;
        assertEquals(relayed, eventsHeard(peerPhone));
    }

    @Test
    void anInfoAtTheEndOfALongToneIsItsCopy() {
        leg.connect(TONES, phone.address(), true);
        Told.settleBoth(engine);
        for (int i = 0; i < 150; i++) {
            tone(5, i);
        }
        leg.keyed('5', 3_000);
        Told.settleBoth(engine);
        assertEquals(2, told.events.size(), told.events.toString());
        assertEquals("key 5", told.events.getLast().substring(0, 5));
    }

    /** Whether the other has heard a key is not changed by the key that follows it. */
    @Test
    void aKeyWhoseEndIsLostWasHeardThoughTheNextIsWithheld() {
        bridge(EVENTS, EVENTS);
        leg.withhold("*");
        Told.settleBoth(engine);
        event(5, GOES_ON, 160, 1_000);
        event(10, GOES_ON, 160, 3_000);
        event(10, END, 320, 3_000);
        assertEquals(List.of("opened", "key 5 20", "withheld *"), told.events);
        await().until(() -> eventsHeard(peerPhone) == 1);
    }

    /** A number that is typed faster than it is pressed is for who listens when it is typed. */
    @Test
    void whatIsStillToBePressedIsNotForWhoListensNext() {
        bridge(INFO, EVENTS);
        var thirdTold = new Told();
        try (var thirdPhone = new Phone()) {
            var third = thirdTold.open(engine, peersAffinity);
            third.connect(EVENTS, thirdPhone.address(), true);
            for (char key : "123456".toCharArray()) {
                leg.keyed(key, 100);
            }
            await().until(() -> eventsHeard(peerPhone) > 0);
            leg.bridge(third);
            Told.settleBoth(engine);
            leg.keyed('7', 100);
            await().until(() -> eventsHeard(thirdPhone) == 8);
            assertEquals(7, thirdPhone.heard().getFirst().payload().get(0));
            assertEquals(5, engine.counters().get(Counter.KEYS_NOT_PRESSED));
            assertEquals(7, told.events.size() - 1);
        }
    }

    @Test
    void whatAScriptWasToldIsNotPressedForWhoListensLater() {
        leg.connect(INFO, phone.address(), true);
        leg.keyed('1', 100);
        leg.keyed('2', 100);
        bridge(INFO, EVENTS);
        leg.keyed('3', 100);
        await().until(() -> eventsHeard(peerPhone) == 8);
        assertEquals(3, peerPhone.heard().getFirst().payload().get(0));
        assertEquals(0, engine.counters().get(Counter.KEYS_NOT_PRESSED));
    }

    /** INFO can come with the first of the tone, which nobody can know for one yet. */
    @Test
    void whoTapsAPhoneHearsNothingForAMomentAfterItsInfo() {
        var heard = new AtomicInteger();
        leg.connect(INFO, phone.address(), true);
        leg.tap((_, _, _, _) -> heard.incrementAndGet());
        leg.keyed('5', 100);
        Told.settleBoth(engine);
        tone(5, 0);
        later(279);
        tone(5, 20);
        Told.settleBoth(engine);
        assertEquals(0, heard.get());
        tone(5, 40);
        Told.settleBoth(engine);
        assertEquals(1, heard.get());
    }

    /** Packets every 100 ms, and the end. */
    private void held(int number, int timestamp, int millis) {
        for (int sent = 100; sent <= millis; sent += 100) {
            event(number, GOES_ON, sent * 8, timestamp);
            later(100);
        }
        event(number, END, millis * 8, timestamp);
    }

    private void tone(int number, int frame) {
        var payload = new byte[160];
        DtmfTones.of(number).copyFrame(Law.PCMU, frame % DtmfTones.FRAMES, payload, 0);
        phone.say(told.local(), 0, frame, 160 * frame, SPEAKER, payload);
        said++;
        soon().until(() -> engine.counters().get(Counter.PACKETS_IN) == said);
        later(20);
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(POLL);
    }

    private static long eventsHeard(Phone at) {
        return at.heard().stream().filter(packet -> packet.payloadType() == 101).count();
    }

    private void later(long millis) {
        clock.addAndGet(1_000 * millis);
    }

    /** A packet of an event, which is looked at before this returns. */
    private void event(int number, boolean end, int samples, int timestamp) {
        var payload =
                new byte[] {
                    (byte) number, (byte) (end ? 0x8A : 0x0A), (byte) (samples >> 8), (byte) samples
                };
        phone.say(told.local(), 101, sequence++, timestamp, SPEAKER, payload);
        said++;
        soon().until(() -> engine.counters().get(Counter.PACKETS_IN) == said);
        Told.settleBoth(engine);
    }
}
