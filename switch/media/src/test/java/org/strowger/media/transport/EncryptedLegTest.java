package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.media.Coding;
import org.strowger.media.KeyWay;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.RtpHeader;
import org.strowger.media.WavBytes;
import org.strowger.media.srtp.SrtpKey;
import org.strowger.media.srtp.SrtpKeys;
import org.strowger.media.srtp.SrtpReceiver;
import org.strowger.media.srtp.SrtpSender;
import org.strowger.media.srtp.SrtpSuite;
import org.strowger.media.transport.TwoLoops.Party;

/** A leg with keys, and one without beside it. */
class EncryptedLegTest {

    private static final SrtpSuite SUITE = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
    private static final SrtpKey OURS = SrtpKey.fresh(SUITE);
    private static final SrtpKey THEIRS = SrtpKey.fresh(SUITE);
    private static final int SSRC = 77;
    private static final int TAG = 10;

    private final SrtpSender speaks = new SrtpSender(THEIRS);
    private final SrtpReceiver hears = new SrtpReceiver(OURS);
    private TwoLoops loops;
    private Party secret;
    private Party plain;

    @BeforeEach
    void begin(@TempDir Path folder) {
        WavBytes.write(folder.resolve("en/welcome.wav"), WavBytes.mono8000(WavBytes.ramp(160, 7)));
        loops = new TwoLoops(Prompts.load(folder));
        secret = loops.one;
        plain = loops.other;
        secret.leg.encrypt(new SrtpKeys(OURS, THEIRS));
        loops.settle(); // Else the first packet may be there before the keys.
    }

    @AfterEach
    void nothingIsLeft() {
        loops.close();
    }

    private byte[] sealed(int sequence, int payloadType, byte[] payload) {
        int length = RtpHeader.LENGTH + payload.length;
        var packet = new byte[length + SrtpSender.GROWTH];
        RtpHeader.write(packet, false, payloadType, sequence, 160 * sequence, SSRC);
        System.arraycopy(payload, 0, packet, RtpHeader.LENGTH, payload.length);
        return Arrays.copyOf(packet, speaks.rtp(packet, length));
    }

    private void says(int sequence, int octet) {
        var frame = new byte[160];
        Arrays.fill(frame, (byte) octet);
        secret.phone.sendRaw(secret.told.local(), sealed(sequence, 0, frame));
    }

    /** The octets of a packet that the phone with keys has heard. */
    private byte[] opened(Phone.Packet heard) {
        var packet = new byte[RtpHeader.LENGTH + heard.payload().limit()];
        RtpHeader.write(
                packet,
                heard.marker(),
                heard.payloadType(),
                heard.sequence(),
                heard.timestamp(),
                heard.ssrc());
        heard.payload().get(0, packet, RtpHeader.LENGTH, heard.payload().limit());
        int length = hears.rtp(packet, packet.length);
        assertTrue(length > 0, "forged, or said twice");
        return Arrays.copyOfRange(packet, RtpHeader.LENGTH, length);
    }

    @Rfc(number = 3711, section = "3.1")
    @ParameterizedTest
    @ValueSource(longs = {Told.AFFINITY, Told.OTHER_AFFINITY})
    void voiceIsEncryptedOnOneSideAndPlainOnTheOther(long affinity) {
        try (var other = loops.party(affinity)) {
            secret.leg.bridge(other.leg);
            loops.settle();
            for (int i = 0; i < 3; i++) {
                says(i, 10 + i);
                other.says(20 + i);
            }
            assertEquals(List.of(10, 11, 12), other.hears(3));
            for (var packet : other.phone.heard()) {
                assertEquals(160, packet.payload().limit());
            }
            secret.hears(3);
            for (int i = 0; i < 3; i++) {
                var heard = secret.phone.heard().get(i);
                assertEquals(170, heard.payload().limit());
                var said = new byte[160];
                Arrays.fill(said, (byte) (20 + i));
                assertEquals(Arrays.toString(said), Arrays.toString(opened(heard)));
            }
        }
    }

    @Test
    void promptsAreEncrypted() {
        secret.leg.play(1, List.of("en/welcome"));
        await().until(() -> !secret.phone.heard().isEmpty());
        assertEquals(160, opened(secret.phone.heard().getFirst()).length);
    }

    @Test
    void keysAreHeardAndRelayed() {
        secret.leg.bridge(plain.leg);
        loops.settle();
        secret.phone.sendRaw(
                secret.told.local(), sealed(1, 101, new byte[] {5, (byte) 0x8A, 3, 32}));
        await().until(() -> secret.told.events.contains("key 5 100"));
        plain.hears(1);
        assertEquals(101, plain.phone.heard().getFirst().payloadType());
        assertEquals(4, plain.phone.heard().getFirst().payload().limit());
    }

    @Test
    void whoRecordsHearsWhatWasSaid() {
        var heard = new CopyOnWriteArrayList<Integer>();
        secret.leg.tap((header, packet, _, _) -> {
            heard.add(packet[header.payloadOffset()] & 0xFF);
            heard.add(header.payloadLength());
        });
        loops.settle();
        says(1, 33);
        await().until(() -> heard.equals(List.of(33, 160)));
    }

    @Test
    void anEchoIsEncryptedAnew() {
        secret.leg.echo();
        loops.settle();
        says(1, 33);
        secret.hears(1);
        assertEquals(33, opened(secret.phone.heard().getFirst())[0]);
    }

    @Rfc(number = 3711, section = "3.3")
    @Test
    void whatIsPlainOrForgedOrSaidTwiceIsDroppedAndCounted() {
        secret.leg.bridge(plain.leg);
        loops.settle();
        secret.says(1);
        var packet = sealed(2, 0, new byte[160]);
        var forged = packet.clone();
        forged[20] ^= 1;
        secret.phone.sendRaw(secret.told.local(), forged);
        secret.phone.sendRaw(secret.told.local(), packet);
        secret.phone.sendRaw(secret.told.local(), packet);
        await().until(() -> loops.count(Counter.SRTP_REPEATED) == 1);
        assertEquals(2, loops.count(Counter.SRTP_FORGED));
        assertEquals(1, loops.count(Counter.PACKETS_IN));
        plain.hears(1);
    }

    @Test
    void aNewKeyOfTheirsLeavesOursAsItWas() {
        secret.leg.echo();
        loops.settle();
        says(1, 33);
        secret.hears(1);
        var next = SrtpKey.fresh(SUITE);
        secret.leg.encrypt(new SrtpKeys(OURS, next));
        loops.settle();
        says(2, 34); // Still with the old one.
        await().until(() -> loops.count(Counter.SRTP_FORGED) == 1);
        var renewed = new SrtpSender(next);
        var packet = new byte[172 + SrtpSender.GROWTH];
        RtpHeader.write(packet, false, 0, 3, 480, SSRC);
        secret.phone.sendRaw(secret.told.local(), Arrays.copyOf(packet, renewed.rtp(packet, 172)));
        secret.hears(2);
        secret.phone.heard().forEach(this::opened); // By one context: nothing began anew.
    }

    /** Who calls forks may be told one key, then none, then the first again. */
    @Rfc(number = 3711, section = "9.1")
    @Test
    void aKeyOfOursThatComesBackGoesOnWhereItWas() {
        var format = new RtpFormat(Law.PCMU, 0, 101, KeyWay.EVENTS, true, true);
        secret.leg.connect(format, secret.phone.address(), true);
        says(1, 1);
        await().until(() -> !secret.phone.reports().isEmpty());
        secret.leg.encrypt(null);
        secret.leg.encrypt(new SrtpKeys(SrtpKey.fresh(SUITE), THEIRS));
        secret.leg.encrypt(new SrtpKeys(OURS, THEIRS));
        loops.settle();
        int before = secret.phone.reports().size();
        await().until(() -> secret.phone.reports().size() > before);
        var seen = new HashSet<Integer>();
        for (var report : secret.phone.reports()) {
            if (hears.rtcp(report.clone(), report.length) >= 0) { // None of the key between.
                int index = ByteBuffer.wrap(report).getInt(report.length - TAG - Integer.BYTES);
                assertTrue(seen.add(index), "index " + index + " twice");
            }
        }
        assertEquals(secret.phone.reports().size(), seen.size());
    }

    @Rfc(number = 3711, section = "3.3.2")
    @Test
    void aKeyOfTheirsThatComesBackHasItsWindowStill() {
        var packet = sealed(1, 0, new byte[160]);
        secret.phone.sendRaw(secret.told.local(), packet);
        await().until(() -> loops.count(Counter.PACKETS_IN) == 1);
        secret.leg.encrypt(new SrtpKeys(OURS, SrtpKey.fresh(SUITE)));
        secret.leg.encrypt(new SrtpKeys(OURS, THEIRS));
        loops.settle();
        secret.phone.sendRaw(secret.told.local(), packet);
        await().until(() -> loops.count(Counter.SRTP_REPEATED) == 1);
        assertEquals(1, loops.count(Counter.PACKETS_IN));
    }

    @Rfc(number = 3711, section = "3.3.1")
    @Test
    void aKeyOfTheirsThatComesBackHasItsRolloversStill() {
        says(0x7FFF, 1);
        says(0xFFFF, 1);
        says(0x1_0005, 1);
        await().until(() -> loops.count(Counter.PACKETS_IN) == 3);
        secret.leg.encrypt(new SrtpKeys(OURS, SrtpKey.fresh(SUITE)));
        secret.leg.encrypt(new SrtpKeys(OURS, THEIRS));
        loops.settle();
        says(0x1_0006, 1);
        await().until(() -> loops.count(Counter.PACKETS_IN) == 4);
        assertEquals(0, loops.count(Counter.SRTP_FORGED));
    }

    @Test
    void withoutKeysAgainTheLegIsPlain() {
        secret.leg.encrypt(null);
        secret.leg.bridge(plain.leg);
        loops.settle();
        secret.says(5);
        plain.says(6);
        assertEquals(List.of(5), plain.hears(1));
        assertEquals(List.of(6), secret.hears(1));
    }

    @Rfc(number = 3711, section = "3.4")
    @Test
    void reportsAreEncryptedBothWays() {
        var format = new RtpFormat(Law.PCMU, 0, 101, KeyWay.EVENTS, true, true);
        secret.leg.connect(format, secret.phone.address(), true);
        says(1, 1);
        await().until(() -> loops.count(Counter.PACKETS_IN) == 1);
        secret.phone.sendRaw(secret.told.local(), sealed(report()));
        secret.phone.sendRaw(secret.told.local(), new byte[] {(byte) 0x80, (byte) 201, 0, 1});
        await().until(() -> loops.count(Counter.RTCP) == 1);
        await().until(() -> loops.count(Counter.SRTP_FORGED) == 1);
        await().until(() -> !secret.phone.reports().isEmpty());
        var heard = secret.phone.reports().getFirst();
        int length = hears.rtcp(heard, heard.length);
        assertTrue(length > 0);
        assertEquals(202, lastType(heard, length), "it ends with our name");
    }

    @Rfc(number = 3711, section = "3.4")
    @Test
    void reportsByAPortOfTheirOwnAreEncryptedToo() {
        try (var door = new Phone()) {
            int ports = loops.engine().portsInUse();
            secret.leg.connect(TwoLoops.PCMU.apart(door.address()), secret.phone.address(), true);
            await().until(() -> loops.engine().portsInUse() == ports + 1);
            var ours = secret.told.local();
            var above = new InetSocketAddress(ours.getAddress(), ours.getPort() + 1);
            says(1, 1);
            await().until(() -> loops.count(Counter.PACKETS_IN) == 1);
            door.sendRaw(above, report());
            await().until(() -> loops.count(Counter.SRTP_FORGED) == 1);
            assertEquals(0, loops.count(Counter.RTCP));
            door.sendRaw(above, sealed(report()));
            await().until(() -> loops.count(Counter.RTCP) == 1);
            await().until(() -> !door.reports().isEmpty());
            var heard = door.reports().getFirst();
            int length = hears.rtcp(heard, heard.length);
            assertTrue(length > 0);
            assertEquals(202, lastType(heard, length));
        }
    }

    /** A receiver's, without a block. */
    private static byte[] report() {
        return new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, SSRC};
    }

    private byte[] sealed(byte[] report) {
        var packet = Arrays.copyOf(report, report.length + SrtpSender.GROWTH);
        return Arrays.copyOf(packet, speaks.rtcp(packet, report.length));
    }

    /** What stands beside keys is made of G.722 and of G.711 as without them. */
    @Test
    void anotherCodingIsDecodedAndEncodedBehindTheKeys() {
        var wide = new RtpFormat(Law.PCMU, 9, 101).coded(Coding.G722, 9, 1);
        var chance = new SplittableRandom(3);
        try (var open = loops.party(Told.AFFINITY);
                var beside = loops.party(Told.OTHER_AFFINITY)) {
            secret.leg.connect(wide, secret.phone.address(), true);
            open.leg.connect(wide, open.phone.address(), true);
            secret.leg.bridge(plain.leg);
            open.leg.bridge(beside.leg);
            loops.settle();
            for (int i = 0; i < 3; i++) {
                var frame = new byte[160];
                chance.nextBytes(frame);
                secret.phone.sendRaw(secret.told.local(), sealed(i, 9, frame));
                open.phone.say(open.told.local(), 9, i, 160 * i, SSRC, frame);
                plain.says(20 + i);
                beside.says(20 + i);
            }
            beside.hears(3);
            plain.hears(3);
            assertEquals(payloads(beside), payloads(plain));
            open.hears(3);
            secret.hears(3);
            for (int i = 0; i < 3; i++) {
                var there = opened(secret.phone.heard().get(i));
                assertEquals(open.phone.heard().get(i).payload(), ByteBuffer.wrap(there));
            }
        }
    }

    private static List<ByteBuffer> payloads(Party party) {
        return party.phone.heard().stream().map(Phone.Packet::payload).toList();
    }

    /** The type of the last packet of a compound one. */
    private static int lastType(byte[] compound, int length) {
        int at = 0;
        int last = 0;
        while (at < length) {
            last = at;
            at += 4 * (1 + (compound[at + 3] & 0xFF));
        }
        return compound[last + 1] & 0xFF;
    }
}
