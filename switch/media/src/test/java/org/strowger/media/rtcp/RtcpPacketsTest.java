package org.strowger.media.rtcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;

/** What is written, by its octets, and what is read of that and of worse. */
class RtcpPacketsTest {

    private static final int US = 0x1122_3344;
    private static final int PEER = 0x5566_7788;
    private static final ReportBlock BLOCK =
            new ReportBlock(PEER, 0x40, -2, 0x0001_FFFE, 33, 0x89AB_CDEF, 0x0001_8000);
    private static final String SENDER_REPORT =
            "81c8000c 11223344 e0000001 80000000 000003e8 00000064 00003e80"
                    + "55667788 40fffffe 0001fffe 00000021 89abcdef 00018000";
    private static final String NAME = "81ca0003 11223344 01026162 00000000";
    private static final String GOODBYE = "81cb0001 11223344";

    private final RtcpWriter writer = new RtcpWriter();
    private final Heard heard = new Heard();

    /** Notes what is told. */
    private static final class Heard implements RtcpReader.Listener {
        final List<String> all = new ArrayList<>();

        @Override
        public void sender(int ssrc, long ntp) {
            all.add("sender %x %x".formatted(ssrc, ntp));
        }

        @Override
        public void report(int reporter, ReportBlock block) {
            all.add("%x on %s".formatted(reporter, block));
        }

        @Override
        public void cname(int ssrc, byte[] packet, int offset, int length) {
            all.add(
                    "name %x %s"
                            .formatted(
                                    ssrc,
                                    new String(packet, offset, length, StandardCharsets.UTF_8)));
        }

        @Override
        public void bye(int ssrc) {
            all.add("bye %x".formatted(ssrc));
        }
    }

    @Test
    @Rfc(number = 3550, section = "6.4.1")
    @Rfc(number = 3550, section = "6.5.1")
    @Rfc(number = 3550, section = "6.6")
    void aSendersLastPacketIsWrittenOctetByOctetAndReadAgain() {
        writer.senderReport(US, 0xE000_0001_8000_0000L, 1_000, 100, 16_000, BLOCK);
        writer.description(US, "ab");
        writer.bye(US);
        assertArrayEquals(octets(SENDER_REPORT + NAME + GOODBYE), written());
        assertTrue(read(written()));
        assertEquals(
                List.of(
                        "sender 11223344 e000000180000000",
                        "11223344 on " + BLOCK,
                        "name 11223344 ab",
                        "bye 11223344"),
                heard.all);
    }

    @Test
    @Rfc(number = 3550, section = "6.4.2")
    void whoSendsNothingReportsAsAReceiverEvenOfNobody() {
        writer.receiverReport(US, null);
        writer.description(US, "name");
        assertArrayEquals(
                octets("80c90001 11223344 81ca0003 11223344 01046e61 6d650000"), written());
        writer.receiverReport(US, BLOCK);
        assertTrue(read(written()));
        assertEquals(List.of("11223344 on " + BLOCK), heard.all);
    }

    @Test
    void theLongestPacketHasRoomAndALongerNameIsRefused() {
        writer.senderReport(US, 1, 2, 3, 4, BLOCK);
        writer.description(US, "n".repeat(RtcpWriter.LONGEST_NAME));
        writer.bye(US);
        assertTrue(read(written()));
        assertThrows(
                IllegalArgumentException.class,
                () -> writer.description(US, "n".repeat(RtcpWriter.LONGEST_NAME + 1)));
    }

    @Test
    @Rfc(number = 3550, section = "6.1")
    void packetsOfUnknownKindsAndPaddingAtTheEndAreSteppedOver() {
        var application = "80cc0002 11223344 41424344";
        var feedback = "81cd0002 11223344 55667788";
        var padded = "a1cb0002 11223344 00000004";
        assertTrue(read(octets("80c90001 11223344" + application + feedback + padded)));
        assertEquals(List.of("bye 11223344"), heard.all);
    }

    @Test
    @Rfc(number = 3550, section = "6.5")
    void aDescriptionMayHaveOtherItemsAndOtherSources() {
        var two = "82ca0005 11223344 02017801 02616200 55667788 00000000";
        assertTrue(read(octets("80c90001 11223344" + two)));
        assertEquals(List.of("name 11223344 ab"), heard.all);
    }

    @Test
    @Rfc(number = 3550, section = "6.6")
    void aGoodbyeMayGiveAReason() {
        assertTrue(read(octets("80c90001 11223344 81cb0002 11223344 03627965")));
        assertEquals(List.of("bye 11223344"), heard.all);
    }

    @ParameterizedTest
    @Rfc(number = 3550, section = "6.1")
    @CsvSource({
        "'', nothing",
        "80c90001, a header alone",
        "81ca0003112233440102616200000000, no report first",
        "a0c9000211223344 00000004, padding in a first packet",
        "40c9000111223344, another version",
        "80c9000111223344 40cb0000, another version later",
        "80c9000211223344, longer than the datagram",
        "80c90001112233440000, shorter than the datagram",
        "81c9000111223344, a block too few",
        "80c8000111223344, half a sender report",
        "80c9000111223344 a0cb000111223300, padding of nothing",
        "80c9000111223344 a0cb000111223306, padding of no whole words",
        "80c9000111223344 a0cb00011122330c, more padding than packet",
        "80c9000111223344 a1cb00021122334400000004 81cb000111223344, padding not at the end",
        "80c9000111223344 81ca000111223344, a chunk without an end",
        "80c9000111223344 81ca00021122334401ff6162, an item longer than the packet",
        "80c9000111223344 81ca00021122334401026162, items without an end",
        "80c9000111223344 82ca00021122334400000000, a chunk too few",
        "80c9000111223344 82cb000111223344, a source too few",
        "80c9000111223344 81cb00021122334404627965, a reason longer than the packet",
    })
    void whatIsWrongInOnePlaceIsBelievedNowhere(String hex, String why) {
        assertFalse(read(octets(hex)), why);
        assertEquals(List.of(), heard.all);
    }

    @Test
    void moreThanSixteenPacketsAreRefused() {
        var report = "80c90001 11223344";
        assertTrue(read(octets(report.repeat(RtcpReader.MOST_PACKETS))));
        assertFalse(read(octets(report.repeat(RtcpReader.MOST_PACKETS + 1))));
    }

    @Test
    void noOctetsMakeItFail() {
        var random = new Random(7);
        var good = octets(SENDER_REPORT + NAME + GOODBYE);
        int taken = 0;
        for (int round = 0; round < 200_000; round++) {
            var bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int i = random.nextInt(4); i > 0 && bad.length > 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            heard.all.clear();
            boolean read = read(bad);
            taken += read ? 1 : 0;
            assertTrue(read || heard.all.isEmpty());
        }
        assertTrue(taken > 1_000, "some stay well-formed: " + taken);
    }

    @Test
    @Rfc(number = 3550, section = "4")
    void timesAreSecondsSince1900AndTheirMiddle() {
        assertEquals(2_208_988_800L << 32, NtpTime.of(0));
        assertEquals(0x83AA_7E81_8000_0000L, NtpTime.of(1_500_000));
        assertEquals(0x7E81_8000, NtpTime.middle(NtpTime.of(1_500_000)));
        assertEquals(1_500_000, NtpTime.micros(0x0001_8000));
        assertEquals(0x0001_8000, NtpTime.units(1_500_000));
        assertEquals(-1, NtpTime.units(Long.MAX_VALUE >> 16), "no more than there can be");
    }

    private byte[] written() {
        return Arrays.copyOf(writer.octets(), writer.length());
    }

    /** From an array that is longer, as the media loop's is. */
    private boolean read(byte[] datagram) {
        return new RtcpReader()
                .read(Arrays.copyOf(datagram, datagram.length + 64), datagram.length, heard);
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
