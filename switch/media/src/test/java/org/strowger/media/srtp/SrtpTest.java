package org.strowger.media.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.media.RtpHeader;

class SrtpTest {

    private static final int SSRC = 0x1234_5678;
    private static final Random CHANCE = new Random(3711);

    private static SrtpKey key(SrtpSuite suite) {
        var octets = new byte[SrtpKey.length(suite)];
        CHANCE.nextBytes(octets);
        return new SrtpKey(suite, octets);
    }

    private final SrtpKey key = key(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
    private final SrtpSender sender = new SrtpSender(key);
    private final SrtpReceiver receiver = new SrtpReceiver(key);

    /** One packet whose payload is its sequence number over and over. */
    private static byte[] plain(int ssrc, int sequence, int payload) {
        var packet = new byte[RtpHeader.LENGTH + payload];
        Arrays.fill(packet, (byte) sequence);
        RtpHeader.write(packet, false, 0, sequence, sequence * 160, ssrc);
        return packet;
    }

    private byte[] sent(int sequence) {
        return sent(sender, plain(SSRC, sequence, 160));
    }

    private static byte[] sent(SrtpSender by, byte[] plain) {
        var packet = Arrays.copyOf(plain, plain.length + SrtpSender.GROWTH);
        return Arrays.copyOf(packet, by.rtp(packet, plain.length));
    }

    private int heard(byte[] packet) {
        return receiver.rtp(packet.clone(), packet.length);
    }

    private static byte[] report(int ssrc) {
        var packet = new byte[28];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) 200;
        Octets.write(packet, 4, ssrc);
        return packet;
    }

    private static byte[] sentReport(SrtpSender by, byte[] plain) {
        var packet = Arrays.copyOf(plain, plain.length + SrtpSender.GROWTH);
        return Arrays.copyOf(packet, by.rtcp(packet, plain.length));
    }

    @Rfc(number = 3711, section = "3.1")
    @ParameterizedTest
    @EnumSource
    void whatIsEncryptedComesOutAsItWas(SrtpSuite suite) {
        var both = key(suite);
        var out = new SrtpSender(both);
        var in = new SrtpReceiver(both);
        for (int octets : new int[] {0, 1, 15, 16, 17, 160, 192, 193, 1_500}) {
            var plain = plain(SSRC, octets, octets);
            var packet = sent(out, plain);
            assertEquals(plain.length + suite.rtpTag(), packet.length);
            assertArrayEquals(Arrays.copyOf(plain, 12), Arrays.copyOf(packet, 12));
            if (octets > 15) {
                assertFalse(Arrays.equals(plain, 12, 28, packet, 12, 28));
            }
            int length = in.rtp(packet, packet.length);
            assertArrayEquals(plain, Arrays.copyOf(packet, length));
        }
    }

    @Test
    void contributingSourcesAndTheExtensionStayReadable() {
        var plain = new byte[12 + 8 + 8 + 20];
        plain[0] = (byte) 0x92; // Two sources and an extension of one word.
        plain[23] = 1;
        var packet = sent(sender, plain);
        assertArrayEquals(Arrays.copyOf(plain, 28), Arrays.copyOf(packet, 28));
        int length = receiver.rtp(packet, packet.length);
        assertArrayEquals(plain, Arrays.copyOf(packet, length));
    }

    @Rfc(number = 3711, section = "3.3.2")
    @Test
    void aPacketIsTakenOnce() {
        var first = sent(1);
        var second = sent(2);
        assertEquals(172, heard(second));
        assertEquals(172, heard(first)); // Overtaken, but new.
        assertEquals(SrtpReceiver.REPEATED, heard(first));
        assertEquals(SrtpReceiver.REPEATED, heard(second));
        for (int i = 3; i <= 70; i++) {
            var late = sent(i);
            if (i != 4) {
                assertEquals(172, heard(late));
            }
        }
        assertEquals(SrtpReceiver.REPEATED, heard(first));
    }

    @Test
    void whatIsOlderThanTheWindowIsNotTaken() {
        var old = sent(1);
        assertEquals(172, heard(sent(65)));
        assertEquals(SrtpReceiver.REPEATED, heard(old));
        var last = sent(2);
        assertEquals(172, heard(last));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 12, 100, 171, 172, 181})
    void aChangedOctetIsFoundAndDoesNoHarm(int at) {
        assertEquals(172, heard(sent(7)));
        var packet = sent(8);
        var changed = packet.clone();
        changed[at] ^= 1;
        assertNotEquals(172, heard(changed));
        assertEquals(172, heard(packet));
    }

    @Test
    void aPacketOfAnotherKeyOrNoneIsForged() {
        var other = new SrtpSender(key(SrtpSuite.AES_CM_128_HMAC_SHA1_80));
        assertEquals(SrtpReceiver.FORGED, heard(sent(other, plain(SSRC, 1, 160))));
        assertEquals(SrtpReceiver.FORGED, heard(plain(SSRC, 1, 160)));
        for (int length = 0; length < 23; length++) {
            assertEquals(SrtpReceiver.FORGED, heard(Arrays.copyOf(sent(length), length)));
        }
    }

    @Rfc(number = 3711, section = "3.3.1")
    @Test
    void numbersBeginAnewAgainAndAgain() {
        int sequence = 60_000;
        for (int i = 0; i < 5_000; i++) {
            sequence += 97; // Seven times round.
            var packet = sent(sequence & 0xFFFF);
            assertEquals(172, heard(packet), () -> "packet " + packet[2] + " " + packet[3]);
        }
        var across = sent(sequence + 1 & 0xFFFF);
        assertEquals(172, heard(across));
    }

    @Test
    void packetsThatOvertakeOneAnotherWhereNumbersBeginAnew() {
        var before = sent(65_534);
        var overtaken = sent(65_535);
        var after = sent(0);
        assertEquals(172, heard(before));
        assertEquals(172, heard(after));
        assertEquals(172, heard(overtaken));
        assertEquals(SrtpReceiver.REPEATED, heard(overtaken));
        assertEquals(172, heard(sent(1)));
    }

    @Rfc(number = 3711, section = "9.1")
    @Test
    void noIndexIsUsedTwice() {
        var packet = Arrays.copyOf(plain(SSRC, 5, 160), 172 + SrtpSender.GROWTH);
        assertEquals(182, sender.rtp(packet.clone(), 172));
        assertEquals(-1, sender.rtp(packet.clone(), 172));
    }

    @Test
    void eachSourceHasNumbersOfItsOwn() {
        var second = new SrtpSender(key);
        for (int i = 0; i < 100; i++) {
            assertEquals(172, heard(sent(i)));
            assertEquals(172, heard(sent(second, plain(99, 30_000 + i, 160))));
        }
        assertEquals(SrtpReceiver.REPEATED, heard(sent(new SrtpSender(key), plain(99, 30_099, 1))));
    }

    /** A gateway that passes on who speaks has one for each announcement of a long call. */
    @Test
    void aThousandSourcesAreHeard() {
        for (int ssrc = 1; ssrc <= 1_000; ssrc++) {
            assertEquals(13, heard(sent(new SrtpSender(key), plain(ssrc, 1, 1))));
        }
    }

    @Test
    void moreSourcesThanAnybodyHasAreForged() {
        for (int ssrc = 1; ssrc <= SrtpReceiver.MOST_SOURCES; ssrc++) {
            assertEquals(13, heard(sent(new SrtpSender(key), plain(ssrc, 1, 1))));
        }
        assertEquals(SrtpReceiver.FORGED, heard(sent(new SrtpSender(key), plain(-1, 1, 1))));
        assertEquals(13, heard(sent(new SrtpSender(key), plain(1, 2, 1))));
    }

    @Rfc(number = 3711, section = "3.4")
    @ParameterizedTest
    @EnumSource
    void reportsAreEncryptedAndTakenOnce(SrtpSuite suite) {
        var both = key(suite);
        var out = new SrtpSender(both);
        var in = new SrtpReceiver(both);
        for (int i = 0; i < 3; i++) {
            var packet = sentReport(out, report(SSRC));
            assertEquals(28 + 4 + suite.rtcpTag(), packet.length);
            int index = suite.isGalois() ? packet.length - 4 : 28;
            assertEquals(0x8000_0000 | i, Octets.word(packet, index));
            var again = packet.clone();
            assertEquals(28, in.rtcp(packet, packet.length));
            assertArrayEquals(report(SSRC), Arrays.copyOf(packet, 28));
            assertEquals(SrtpReceiver.REPEATED, in.rtcp(again, again.length));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aForgedReportIsFound(SrtpSuite suite) {
        var both = key(suite);
        var packet = sentReport(new SrtpSender(both), report(SSRC));
        var in = new SrtpReceiver(both);
        for (int at = 0; at < packet.length; at++) {
            var changed = packet.clone();
            changed[at] ^= 1;
            assertEquals(SrtpReceiver.FORGED, in.rtcp(changed, changed.length), "octet " + at);
        }
        for (int length = 0; length < packet.length; length++) {
            assertEquals(SrtpReceiver.FORGED, in.rtcp(Arrays.copyOf(packet, length), length));
        }
        assertEquals(28, in.rtcp(packet, packet.length));
    }

    @ParameterizedTest
    @EnumSource
    void aForgedPacketIsFound(SrtpSuite suite) {
        var both = key(suite);
        var packet = sent(new SrtpSender(both), plain(SSRC, 7, 160));
        var in = new SrtpReceiver(both);
        for (int at = 0; at < packet.length; at++) {
            var changed = packet.clone();
            changed[at] ^= 1;
            assertEquals(SrtpReceiver.FORGED, in.rtp(changed, changed.length), "octet " + at);
        }
        for (int length = 0; length < packet.length; length++) {
            assertEquals(SrtpReceiver.FORGED, in.rtp(Arrays.copyOf(packet, length), length));
        }
        assertEquals(172, in.rtp(packet, packet.length));
    }

    @Test
    void aReportThatIsOnlySignedIsReadAsItStands() {
        var packet = Arrays.copyOf(report(SSRC), 28 + 4 + 10);
        System.arraycopy(tag(packet, 32), 0, packet, 32, 10);
        assertEquals(28, receiver.rtcp(packet, packet.length));
        assertArrayEquals(report(SSRC), Arrays.copyOf(packet, 28));
    }

    /** Of a report as it stands: HMAC-SHA1, of which as much is sent as fits. */
    private byte[] tag(byte[] report, int length) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SessionKeys.rtcp(key).auth(), "HmacSHA1"));
            mac.update(report, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aKeyIsInNoText() {
        assertEquals("a key of AES_CM_128_HMAC_SHA1_80", key.toString());
        assertThrows(
                IllegalArgumentException.class,
                () -> new SrtpKey(SrtpSuite.AES_CM_128_HMAC_SHA1_80, new byte[29]));
    }
}
