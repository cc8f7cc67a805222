package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Clock;
import org.strowger.base.Entropy;
import org.strowger.media.MediaLeg;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;

/**
 * Keys of one leg that the other does not get, and keys that it gets from us: on one loop, and from
 * loop to loop.
 */
@ParameterizedClass
@ValueSource(longs = {Told.AFFINITY, Told.OTHER_AFFINITY})
class WithheldKeysTest {

    private static final RtpFormat PCMU = new RtpFormat(Law.PCMU, 0, 101);
    private static final RtpFormat OTHER_EVENTS = new RtpFormat(Law.PCMU, 0, 96);
    private static final int SPEAKER = 77;

    private final RtpEngine engine =
            new RtpEngine(
                    new RtpEngine.Room(
                            List.of(InetAddress.getLoopbackAddress()),
                            new PortRange(40_000, 40_099),
                            2,
                            1_000,
                            0,
                            0),
                    Prompts.none(),
                    Clock.system(),
                    Entropy.seeded(4),
                    Runnable::run,
                    Io.best());
    private final Told told = new Told();
    private final Phone phone = new Phone();
    private final Phone peerPhone = new Phone();
    private final MediaLeg leg = told.open(engine);

    @Parameter long peersAffinity;

    @BeforeEach
    void bridge() {
        var peer = new Told().open(engine, peersAffinity);
        leg.connect(PCMU, phone.address(), true);
        peer.connect(OTHER_EVENTS, peerPhone.address(), true);
        leg.bridge(peer);
    }

    @AfterEach
    void nothingIsLeft() {
        phone.close();
        peerPhone.close();
        Told.closed(engine);
    }

    @Test
    void fromAWithheldKeyOnNoneIsPassedOnAndNobodyMissesThem() {
        leg.withhold("5#");
        Told.settleBoth(engine);
        audio(1);
        key(5, 2);
        audio(3);
        key(6, 4);
        await().until(() -> told.events.size() == 3);
        leg.withhold("5#");
        Told.settleBoth(engine);
        key(6, 4); // The end once more.
        audio(5);
        key(6, 6);
        await().until(() -> peerPhone.heard().size() == 4);
        var heard = peerPhone.heard();
        assertEquals(List.of(0, 0, 0, 96), heard.stream().map(Phone.Packet::payloadType).toList());
        assertFollowing(heard);
        await().until(() -> told.events.size() == 4);
        assertEquals(List.of("opened", "withheld 5", "withheld 6", "key 6 100"), told.events);
    }

    @Test
    void aKeyOfOursIsAnEventInTheSpeakersPlace() {
        Told.settleBoth(engine);
        audio(1);
        await().until(() -> peerPhone.heard().size() == 1);
        leg.press("#");
        await().until(() -> peerPhone.heard().size() == 9);
        var events = peerPhone.heard().subList(1, 9);
        assertTrue(events.getFirst().marker());
        for (var event : events) {
            assertEquals(96, event.payloadType());
            assertEquals(11, event.payload().get(0));
            assertEquals(events.getFirst().timestamp(), event.timestamp());
        }
        assertEquals(160, events.getFirst().payload().getShort(2));
        assertEquals(800, events.getLast().payload().getShort(2));
        assertEquals(0x80, events.getLast().payload().get(1) & 0x80);
        audio(2);
        await().until(() -> peerPhone.heard().size() == 10);
        assertFollowing(peerPhone.heard());
        assertEquals(List.of("opened"), told.events, "it was not the peer who pressed it");
    }

    @Test
    void severalComeOneAfterTheOther() {
        Told.settleBoth(engine);
        leg.press("12x");
        await().until(() -> peerPhone.heard().size() == 16);
        var keys = peerPhone.heard().stream().map(packet -> packet.payload().get(0)).toList();
        assertEquals(List.of((byte) 1, (byte) 2), keys.stream().distinct().toList());
        leg.press("3");
        leg.close();
        await().until(told::isClosed);
    }

    private void audio(int sequence) {
        phone.say(told.local(), 0, sequence, 160 * sequence, SPEAKER, new byte[160]);
    }

    private void key(int event, int sequence) {
        var end = new byte[] {(byte) event, (byte) 0x8A, 3, 32};
        phone.say(told.local(), 101, sequence, 160 * sequence, SPEAKER, end);
    }

    private static void assertFollowing(List<Phone.Packet> packets) {
        for (int i = 1; i < packets.size(); i++) {
            int before = packets.get(i - 1).sequence();
            assertEquals((before + 1) & 0xFFFF, packets.get(i).sequence(), "packet " + i);
        }
    }
}
