package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.Clock;
import org.strowger.base.Entropy;
import org.strowger.media.G711;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaStatistics;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.WavBytes;

/** Real sockets on loopback. */
class RtpEngineTest {

    private static final RtpFormat PCMU = new RtpFormat(Law.PCMU, 0, 101);
    private static final RtpFormat PCMA = new RtpFormat(Law.PCMA, 8, 96);
    private static final int FRAMES = 5;

    private final short[] welcome = WavBytes.ramp(FRAMES * 160 - 60, 7);
    private RtpEngine engine;
    private Prompts prompts;
    private final Told told = new Told();
    private final Told toldPeer = new Told();
    private final Phone phone = new Phone();
    private final Phone peerPhone = new Phone();

    @BeforeEach
    void load(@TempDir Path folder) {
        WavBytes.write(folder.resolve("en/welcome.wav"), WavBytes.mono8000(welcome));
        WavBytes.write(
                folder.resolve("music/waltz.wav"), WavBytes.mono8000(WavBytes.ramp(3 * 160, 50)));
        prompts = Prompts.load(folder);
        engine = newEngine(new PortRange(40_000, 40_099), prompts);
    }

    @AfterEach
    void nothingIsLeft() {
        phone.close();
        peerPhone.close();
        Told.closed(engine);
    }

    @Test
    void aPromptIsSentFrameByFrame() {
        var leg = told.open(engine);
        leg.connect(PCMU, phone.address(), true);
        leg.play(7, List.of("en/welcome", "en/missing"));

        await().until(() -> told.events.contains("played 7"));
        await().until(() -> phone.heard().size() == FRAMES);
        var first = phone.heard().getFirst();
        for (int i = 0; i < FRAMES; i++) {
            var packet = phone.heard().get(i);
            assertEquals(0, packet.payloadType());
            assertEquals(i == 0, packet.marker(), "marker of packet " + i);
            assertEquals((first.sequence() + i) & 0xFFFF, packet.sequence());
            assertEquals(first.ssrc(), packet.ssrc());
            assertEquals(0, (packet.timestamp() - first.timestamp()) % 160);
            assertEquals(bytes(encoded(Law.PCMU, i)), packet.payload());
        }
        assertEquals(1, engine.counters().get(Counter.PROMPTS_MISSING));
    }

    @Test
    void aPromptRunsToItsEndUnheardWhileThePeerHasUsOnHold() {
        var leg = told.open(engine);
        leg.connect(PCMU, phone.address(), false);
        leg.play(1, List.of("en/welcome", "en/welcome"));
        await().until(() -> told.events.contains("played 1"));
        leg.connect(PCMU, new InetSocketAddress(phone.address().getAddress(), 0), true);
        leg.play(2, List.of("en/welcome"));
        await().until(() -> told.events.contains("played 2"));
        assertEquals(0, engine.counters().get(Counter.PACKETS_OUT));

        leg.connect(PCMU, phone.address(), true);
        leg.play(3, List.of("en/welcome"));
        await().until(() -> told.events.contains("played 3"));
        await().until(() -> phone.heard().size() == FRAMES);
        assertTrue(phone.heard().getFirst().marker());
        assertContinuous(phone.heard());
        assertEquals(List.of("opened", "played 1", "played 2", "played 3"), told.events);
    }

    @Test
    void aPromptWaitsUntilTheLegIsConnected() {
        var leg = told.open(engine);
        var peer = toldPeer.open(engine);
        leg.play(1, List.of("en/welcome"));
        peer.connect(PCMU, peerPhone.address(), true);
        peer.play(2, List.of("en/welcome", "en/welcome"));
        await().until(() -> toldPeer.events.contains("played 2"));
        assertEquals(List.of("opened"), told.events);

        leg.connect(PCMU, phone.address(), false);
        await().until(() -> told.events.contains("played 1"));
    }

    @Test
    void theStreamGoesOnFromPromptToMusicToPrompt() {
        var leg = told.open(engine);
        leg.connect(PCMA, phone.address(), true);
        leg.play(1, List.of("en/welcome"));
        await().until(() -> told.events.contains("played 1"));
        leg.music();
        await().until(() -> phone.heard().size() >= FRAMES + 4);
        leg.play(2, List.of("en/welcome"));
        await().until(() -> told.events.contains("played 2"));
        leg.close();
        await().until(told::isClosed);

        await().until(() -> phone.heard().size() == told.statistics().packetsSent());
        assertContinuous(phone.heard());
    }

    @Test
    void everybodyHearsTheSameMusic() {
        var leg = told.open(engine);
        var peer = toldPeer.open(engine);
        leg.connect(PCMU, phone.address(), true);
        peer.connect(PCMU, peerPhone.address(), true);
        leg.music();
        peer.music();

        await().until(() -> phone.heard().size() > 9 && peerPhone.heard().size() > 9);
        // Three frames long, so the fourth of each is its first again.
        assertEquals(phone.heard().get(0).payload(), phone.heard().get(3).payload());
        var waltz = phone.heard().stream().limit(3).map(p -> p.payload()).toList();
        assertTrue(waltz.contains(peerPhone.heard().getFirst().payload()));
        leg.silence();
        peer.silence();
    }

    @Test
    void aBridgeConvertsLawsAndPayloadTypesBothWays() {
        var leg = told.open(engine);
        var peer = toldPeer.open(engine);
        leg.connect(PCMU, phone.address(), true);
        peer.connect(PCMA, peerPhone.address(), true);
        leg.bridge(peer);
        Told.settle(engine);
        var sound = encoded(Law.PCMU, 0);

        for (int i = 0; i < 3; i++) {
            phone.say(told.local(), 0, 65_534 + i, i * 160, 77, sound);
            peerPhone.say(toldPeer.local(), 8, 10 + i, 5_000 + i * 160, 88, encoded(Law.PCMA, 0));
        }
        phone.say(told.local(), 101, 65_537, 480, 77, new byte[] {5, (byte) 0x8A, 3, 32});

        await().until(() -> peerPhone.heard().size() == 4 && phone.heard().size() == 3);
        var converted = sound.clone();
        G711.convert(Law.PCMA, converted, 0, converted.length);
        var heard = peerPhone.heard();
        assertEquals(8, heard.getFirst().payloadType());
        assertEquals(bytes(converted), heard.getFirst().payload());
        assertEquals(96, heard.get(3).payloadType());
        assertEquals(bytes(new byte[] {5, (byte) 0x8A, 3, 32}), heard.get(3).payload());
        assertContinuous(heard);
        assertEquals(160, heard.get(1).timestamp() - heard.get(0).timestamp());
        assertEquals(0, phone.heard().getFirst().payloadType());
        assertContinuous(phone.heard());
        await().until(() -> told.events.contains("key 5 100"));
    }

    @Test
    void whoeverIsOnHoldIsSentNothingAndAClosedPeerFallsSilent() {
        var leg = told.open(engine);
        var peer = toldPeer.open(engine);
        leg.connect(PCMU, phone.address(), true);
        peer.connect(PCMU, peerPhone.address(), false);
        leg.bridge(peer);
        Told.settle(engine);
        phone.say(told.local(), 0, 1, 160, 77, encoded(Law.PCMU, 0));
        await().until(() -> engine.counters().get(Counter.PACKETS_IN) == 1);
        assertEquals(0, engine.counters().get(Counter.PACKETS_OUT));

        peer.connect(PCMU, peerPhone.address(), true);
        Told.settle(engine);
        phone.say(told.local(), 0, 2, 320, 77, encoded(Law.PCMU, 0));
        await().until(() -> peerPhone.heard().size() == 1);
        leg.close();
        leg.close();
        await().until(told::isClosed);
        peer.bridge(leg);
        peer.play(1, List.of("en/welcome"));
        await().until(() -> toldPeer.events.contains("played 1"));
        assertEquals(1, told.events.stream().filter("closed"::equals).count());
    }

    @Test
    void anEchoSendsBackWhatIsSaid() {
        var leg = told.open(engine);
        leg.connect(PCMU, phone.address(), true);
        leg.echo();
        Told.settle(engine);
        phone.say(told.local(), 0, 1, 160, 77, encoded(Law.PCMU, 2));

        await().until(() -> phone.heard().size() == 1);
        assertEquals(bytes(encoded(Law.PCMU, 2)), phone.heard().getFirst().payload());
    }

    @Test
    void strangersAndRubbishAreDroppedAndCounted() throws Exception {
        var leg = told.open(engine);
        leg.connect(PCMU, phone.address(), true);
        leg.echo();
        Told.settle(engine);
        try (var stranger = new Phone(InetAddress.getByName("127.0.0.2"))) {
            stranger.say(told.local(), 0, 1, 160, 66, encoded(Law.PCMU, 0));
            await().until(() -> engine.counters().get(Counter.STRANGERS) == 1);
        }
        phone.sendRaw(told.local(), new byte[] {1, 2, 3});
        phone.sendRaw(told.local(), new byte[0]);
        phone.sendRaw(told.local(), new byte[60_000]);
        phone.say(told.local(), 18, 1, 160, 77, new byte[20]);
        phone.say(told.local(), 101, 2, 160, 77, new byte[3]);
        phone.sendRaw(told.local(), new byte[] {(byte) 0x80, (byte) 200, 0, 0});
        await().until(() -> engine.counters().get(Counter.RTCP) == 1);
        leg.close();

        await().until(told::isClosed);
        assertEquals(new MediaStatistics(0, 0, 0, 1, 5, 0), told.statistics());
    }

    @Test
    void aPeerBehindNatIsFoundAndKept() {
        var leg = told.open(engine);
        leg.connect(PCMU, phone.address(), true);
        leg.echo();
        Told.settle(engine);
        peerPhone.say(told.local(), 0, 1, 160, 77, encoded(Law.PCMU, 0));
        await().until(() -> peerPhone.heard().size() == 1);
        try (var third = new Phone()) {
            third.say(told.local(), 0, 1, 160, 66, encoded(Law.PCMU, 0));
            await().until(() -> engine.counters().get(Counter.STRANGERS) == 1);
        }
        phone.say(told.local(), 0, 2, 320, 77, encoded(Law.PCMU, 0));
        await().until(() -> phone.heard().size() == 1);
    }

    @Test
    void aKeyWithoutAnEndIsToldByTime() {
        var leg = told.open(engine);
        leg.connect(PCMU, phone.address(), true);
        Told.settle(engine);
        phone.say(told.local(), 101, 1, 160, 77, new byte[] {11, 10, 0, (byte) 160});
        await().until(() -> told.events.contains("key # 20"));
    }

    @Test
    void aFloodOfKeysIsDroppedAndCounted() {
        var leg = told.open(engine);
        leg.connect(PCMU, phone.address(), true);
        Told.settle(engine);
        int keys = 100;
        for (int i = 0; i < keys; i++) {
            phone.say(told.local(), 101, i, i * 160, 77, new byte[] {1, (byte) 0x8A, 0, 80});
        }
        await().until(() -> engine.counters().get(Counter.PACKETS_IN) == keys);
        Told.settle(engine);
        long dropped = engine.counters().get(Counter.KEYS_DROPPED);
        assertTrue(dropped > 0);
        assertEquals(keys, told.events.stream().filter("key 1 10"::equals).count() + dropped);
        assertEquals(0, engine.counters().get(Counter.DUPLICATE_KEYS));
    }

    @Test
    void aLegWithoutAPortFailsAndOneClosedAtOnceDoesNotLeak() {
        try (var small = newEngine(new PortRange(40_200, 40_200), Prompts.none())) {
            var first = small.open(1, StandardProtocolFamily.INET, told);
            small.open(2, StandardProtocolFamily.INET, toldPeer);
            await().until(() -> toldPeer.events.equals(List.of("failed no RTP port free")));
            first.close();
            first.music();
            await().until(() -> told.events.equals(List.of("opened", "closed")));
            assertEquals(0, small.portsInUse());
        }
    }

    @Test
    void aPortThatSomebodyElseHasIsPassedOver() throws Exception {
        var place = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_300);
        try (var other = new java.net.DatagramSocket(place);
                var small = newEngine(new PortRange(40_300, 40_301), Prompts.none(), 1)) {
            small.open(1, StandardProtocolFamily.INET, told);
            await().until(told::isOpen);
            assertEquals(40_301, told.local().getPort());
            assertEquals(1, small.counters().get(Counter.BIND_FAILURES));
            small.open(1, StandardProtocolFamily.INET, toldPeer);
            await().until(() -> toldPeer.events.equals(List.of("failed no RTP port free")));
            assertTrue(other.isBound());
        }
        assertTrue(told.isClosed());
    }

    @Test
    void nioServesWhereThereIsNoEpoll() {
        var ports = new PortRange(40_400, 40_410);
        try (var nio = newEngine(ports, prompts, 1, Io.nio())) {
            var leg = told.open(nio);
            leg.connect(PCMU, phone.address(), true);
            leg.play(1, List.of("en/welcome"));
            await().until(() -> phone.heard().size() == FRAMES);
            phone.say(told.local(), 101, 1, 160, 77, new byte[] {10, (byte) 0x8A, 0, (byte) 160});
            await().until(() -> told.events.contains("key * 20"));
        }
        assertTrue(told.isClosed());
    }

    @Test
    void aClosedEngineOpensNothing() {
        engine.close();
        engine.open(1, StandardProtocolFamily.INET, told).close();
        assertEquals(List.of("failed the media engine is closed"), told.events);
    }

    private static RtpEngine newEngine(PortRange ports, Prompts prompts) {
        return newEngine(ports, prompts, 2);
    }

    private static RtpEngine newEngine(PortRange ports, Prompts prompts, int loops) {
        return newEngine(ports, prompts, loops, Io.best());
    }

    private static RtpEngine newEngine(PortRange ports, Prompts prompts, int loops, Io io) {
        var addresses = List.of(InetAddress.getLoopbackAddress());
        return new RtpEngine(
                new RtpEngine.Room(addresses, ports, loops, 1_000, 0, 0),
                prompts,
                Clock.system(),
                Entropy.seeded(4),
                Runnable::run,
                io);
    }

    private byte[] encoded(Law law, int frame) {
        var octets = new byte[160];
        for (int i = 0; i < octets.length; i++) {
            int at = frame * 160 + i;
            octets[i] = G711.encode(law, at < welcome.length ? welcome[at] : 0);
        }
        return octets;
    }

    private static ByteBuffer bytes(byte[] octets) {
        return ByteBuffer.wrap(octets);
    }

    private static void assertContinuous(List<Phone.Packet> packets) {
        for (int i = 1; i < packets.size(); i++) {
            var before = packets.get(i - 1);
            var packet = packets.get(i);
            assertEquals((before.sequence() + 1) & 0xFFFF, packet.sequence());
            assertEquals(before.ssrc(), packet.ssrc());
            assertTrue(packet.timestamp() - before.timestamp() >= 160, "timestamps go on");
        }
    }
}
