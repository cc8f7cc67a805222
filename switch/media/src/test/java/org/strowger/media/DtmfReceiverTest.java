package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

class DtmfReceiverTest {

    private static final int RESERVED = 0x100; // sets the R bit
    private static final boolean END = true;
    private static final boolean GOES_ON = false;

    private final List<String> keys = new ArrayList<>();
    private final DtmfReceiver receiver =
            new DtmfReceiver((key, millis, _) -> keys.add(key + ":" + millis));
    private final RtpHeader header = new RtpHeader();
    private long nowMicros = 1_000_000;
    private int sequence = 100;
    private int ssrc = 7;

    @Rfc(number = 4733, section = "2.5.1.4")
    @Test
    void aKeyIsToldAtItsFirstEndPacket() {
        event(5, GOES_ON, 0, 1_000);
        event(5, GOES_ON, 160, 1_000);
        assertTrue(receiver.isOpen());
        event(5, END, 320, 1_000);
        assertEquals(List.of("5:40"), keys);
        event(5, END, 320, 1_000);
        event(5, END, 320, 1_000);
        assertEquals(List.of("5:40"), keys);
        assertEquals(2, receiver.duplicates());
        assertFalse(receiver.isOpen());
    }

    @Test
    void allSixteenKeysAreKnownAndNothingElse() {
        for (int number = 0; number < 256; number++) {
            event(number, END, 800, number * 4_000);
        }
        assertEquals("0123456789*#ABCD", told());
    }

    @Test
    void aKeyIsToldWhenTheNextBegins() {
        event(1, GOES_ON, 160, 1_000);
        event(2, GOES_ON, 160, 3_000);
        assertEquals(List.of("1:20"), keys);
        event(2, END, 320, 3_000);
        assertEquals(List.of("1:20", "2:40"), keys);
    }

    @Test
    void aKeyIsToldWhenNothingMoreComes() {
        event(1, GOES_ON, 160, 1_000);
        receiver.expire(nowMicros + DtmfReceiver.SILENCE_MICROS - 1);
        assertEquals(List.of(), keys);
        receiver.expire(receiver.expiresAtMicros());
        assertEquals(List.of("1:20"), keys);
        nowMicros += 1;
        event(1, END, 320, 1_000);
        assertEquals(List.of("1:20"), keys);
    }

    @Rfc(number = 4733, section = "2.2.1")
    @Test
    void theSameKeyTwiceIsTwoKeys() {
        event(1, END, 800, 1_000);
        event(1, END, 800, 4_000);
        assertEquals("11", told());
    }

    @Test
    void onlyTheEndPacketsArrive() {
        event(9, END, 800, 1_000);
        event(9, END, 800, 1_000);
        assertEquals(List.of("9:100"), keys);
    }

    @Test
    void timestampAndSequenceMayWrap() {
        sequence = 65_534;
        event(3, GOES_ON, 160, 0xFFFF_FFF0);
        event(3, END, 320, 0xFFFF_FFF0);
        event(3, END, 320, 0xFFFF_FFF0);
        event(4, GOES_ON, 160, 0x0000_0F00);
        event(4, END, 320, 0x0000_0F00);
        assertEquals("34", told());
    }

    @Test
    void aLatePacketOfTheKeyBeforeIsNoKey() {
        event(1, GOES_ON, 160, 1_000);
        int late = sequence++;
        event(2, GOES_ON, 160, 3_000);
        packet(1, END, 320, 1_000, late);
        event(2, END, 320, 3_000);
        assertEquals("12", told());
    }

    @Test
    void anyOrderOfAnEventsPacketsIsOneKey() {
        long seed = 4_733;
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            keys.clear();
            shuffledEvent(round, random);
            receiver.expire(nowMicros + DtmfReceiver.SILENCE_MICROS);
            assertEquals(1, keys.size(), "seed " + seed + ", round " + round);
            nowMicros += 60_000;
        }
    }

    private void shuffledEvent(int round, Random random) {
        var order = new ArrayList<Integer>(List.of(0, 1, 2, 3, 4, 5));
        Collections.shuffle(order, random);
        int first = sequence;
        int last = random.nextInt(1, 7);
        for (int i : order.subList(0, last)) {
            int duration = Math.min(160 * (i + 1), 640);
            packet(round % 16, i >= 3, duration, round * 4_000, first + i);
        }
        sequence = first + 6;
    }

    @Test
    void aTimestampThatIsUsedAgainIsANewKeyAfterAPause() {
        event(1, GOES_ON, 160, 24_000);
        event(1, END, 320, 24_000);
        nowMicros += 500_000;
        sequence = 100; // numbers begin again as well
        event(1, GOES_ON, 160, 24_000);
        event(1, END, 320, 24_000);
        assertEquals("11", told());
    }

    @Test
    void aTimestampThatIsUsedAgainIsANewKeyWhenItsNumbersGoOn() {
        event(1, GOES_ON, 160, 24_000);
        event(1, END, 800, 24_000);
        event(1, GOES_ON, 160, 24_000);
        event(2, END, 800, 24_000);
        assertEquals("112", told());
    }

    @Test
    void anotherSourceIsAnotherKey() {
        event(1, END, 800, 24_000);
        ssrc++;
        sequence = 3;
        event(1, END, 800, 24_000);
        assertEquals("11", told());
    }

    /** As SIPp 3.6.1 sends them: all begin at one timestamp, with stray R bits and no pause. */
    @Test
    void keysOfSippAreTold() {
        for (int number : new int[] {2, 1, 1}) {
            ssrc++;
            sequence = 1_240;
            event(number, GOES_ON, 0, 24_400);
            event(number | RESERVED, GOES_ON, 960, 24_400);
            event(number, GOES_ON, 1_120, 24_400);
            event(number, END, 1_600, 24_400);
            event(number | RESERVED, END, 1_600, 24_400);
            event(number, END, 1_600, 24_400);
        }
        assertEquals(List.of("2:200", "1:200", "1:200"), keys);
        assertEquals(6, receiver.duplicates());
    }

    @Test
    void aHeldKeyIsOneThoughTheNetworkPauses() {
        event(5, GOES_ON, 160, 1_000);
        event(5, GOES_ON, 320, 1_000);
        nowMicros += 250_000;
        receiver.expire(nowMicros);
        assertEquals(List.of("5:40"), keys);
        event(5, GOES_ON, 320, 1_000);
        event(5, GOES_ON, 2_400, 1_000);
        nowMicros += 250_000;
        receiver.expire(nowMicros);
        event(5, GOES_ON, 4_800, 1_000);
        event(5, END, 4_960, 1_000);
        event(5, GOES_ON, 0, 9_000);
        event(5, END, 800, 9_000);
        assertEquals(List.of("5:40", "5:100"), keys);
    }

    @Test
    void aHeldKeyIsOneThoughTheNetworkPausesAndItsSegmentEnds() {
        event(5, GOES_ON, 65_000, 1_000);
        nowMicros += 250_000;
        receiver.expire(nowMicros);
        event(5, GOES_ON, 1_500, 1_000 + 0xFFFF);
        event(5, END, 1_660, 1_000 + 0xFFFF);
        event(5, END, 1_660, 1_000 + 0xFFFF);
        assertEquals("5", told());
        assertEquals(3, receiver.duplicates());
    }

    @Test
    void aHeldKeyIsNotToldAgainByAPacketAfterTheNextKeyBegan() {
        event(5, GOES_ON, 160, 1_000);
        nowMicros += 250_000;
        receiver.expire(nowMicros);
        for (int i = 0; i < 100; i++) {
            event(5, GOES_ON, 2_400 + 160 * i, 1_000); // for 2 s more
        }
        int late = sequence++;
        event(6, END, 160, 30_000);
        nowMicros += 250_000;
        packet(5, END, 18_400, 1_000, late);
        assertEquals("56", told());
    }

    /** As {@link #keysOfSippAreTold}, but the network mixes the presses. */
    @Test
    void aLatePacketOfAnotherSourceIsNoKey() {
        packetOf(71, 1, GOES_ON, 0, 1_240);
        packetOf(71, 1, END, 1_600, 1_241);
        packetOf(72, 2, GOES_ON, 0, 1_240);
        packetOf(71, 1, END, 1_600, 1_242);
        packetOf(72, 2, GOES_ON, 960, 1_241);
        packetOf(71, 1, GOES_ON, 960, 1_239);
        packetOf(72, 2, END, 1_600, 1_242);
        packetOf(73, 2, GOES_ON, 0, 1_240);
        packetOf(72, 2, END, 1_600, 1_243);
        packetOf(71, 1, END, 1_600, 1_243);
        packetOf(73, 2, END, 1_600, 1_241);
        assertEquals(List.of("1:200", "2:200", "2:200"), keys);
        assertEquals(4, receiver.duplicates());
    }

    @Test
    void anEventIsForgottenAfterASecond() {
        packetOf(71, 1, END, 1_600, 1_240);
        packetOf(72, 2, END, 1_600, 1_240);
        nowMicros += DtmfReceiver.LATE_MICROS;
        packetOf(71, 1, END, 1_600, 1_240);
        assertEquals("121", told());
    }

    @Test
    void moreKeysThanAnybodyPressesAreDropped() {
        for (int i = 0; i < 100; i++) {
            press(i % 16, i);
        }
        assertEquals(KeyAllowance.BURST, keys.size());
        assertEquals(80, receiver.dropped());
        for (int i = 0; i < 200; i++) {
            nowMicros += KeyAllowance.KEY_MICROS / 2;
            press(i % 16, 100 + i);
        }
        assertEquals(KeyAllowance.BURST + 100, keys.size());
        assertEquals(180, receiver.dropped());
        assertEquals(0, receiver.duplicates());

        nowMicros += 3_600_000_000L;
        for (int i = 0; i < 100; i++) {
            press(1, 300 + i);
        }
        assertEquals(2 * KeyAllowance.BURST + 100, keys.size());
    }

    @Test
    void aKeyThatIsDroppedIsNotToldLater() {
        for (int i = 0; i < KeyAllowance.BURST; i++) {
            press(1, i);
        }
        press(9, KeyAllowance.BURST);
        nowMicros += 500_000;
        press(9, KeyAllowance.BURST);
        receiver.expire(nowMicros + DtmfReceiver.SILENCE_MICROS);
        assertEquals("1".repeat(KeyAllowance.BURST), told());
        assertEquals(1, receiver.dropped());
    }

    @Rfc(number = 4733, section = "2.5.2.3")
    @Test
    void aLongKeyOfSeveralSegmentsIsOne() {
        event(6, GOES_ON, 65_000, 1_000);
        event(6, GOES_ON, 0xFFFF, 1_000);
        event(6, GOES_ON, 160, 1_000 + 0xFFFF);
        event(6, END, 320, 1_000 + 0xFFFF);
        event(6, END, 320, 1_000 + 0xFFFF);
        assertEquals(List.of("6:" + (0xFFFF + 320) / 8), keys);
    }

    @Test
    void aKeyThatIsNeverLetGoHasLastedTenSeconds() {
        int timestamp = 1_000;
        for (int segment = 0; segment < 40_000; segment++) {
            timestamp += 0xFFFF;
            receive(6, GOES_ON, 0xFFFF, timestamp, sequence++);
        }
        receive(6, END, 0xFFFF, timestamp, sequence++);
        assertEquals(List.of("6:" + DtmfReceiver.LONGEST_MILLIS), keys);
    }

    @Test
    void whatIsForgottenWhileItIsPressedIsNeverTold() {
        event(6, GOES_ON, 160, 1_000);
        receiver.forgetOpen();
        assertFalse(receiver.isOpen());
        event(6, END, 320, 1_000);
        event(7, END, 320, 9_000);
        receiver.forgetOpen();
        event(7, END, 320, 18_000);
        assertEquals("77", told());
    }

    @Test
    void aShortPayloadIsRefused() {
        var octets = new byte[RtpHeader.LENGTH + 3];
        RtpHeader.write(octets, false, 101, 1, 1, 1);
        assertTrue(header.parse(octets, octets.length));
        assertFalse(receiver.onPacket(header, octets, nowMicros));
    }

    private void event(int number, boolean end, int duration, int timestamp) {
        packet(number, end, duration, timestamp, sequence++);
    }

    private void packetOf(int source, int number, boolean end, int duration, int sequenceNumber) {
        ssrc = source;
        packet(number, end, duration, 24_400, sequenceNumber);
    }

    private void packet(int number, boolean end, int duration, int timestamp, int sequenceNumber) {
        nowMicros += 20_000;
        receive(number, end, duration, timestamp, sequenceNumber);
    }

    /** The end of one key of many. */
    private void press(int number, int press) {
        receive(number, END, 800, press * 1_000, press);
    }

    private void receive(int number, boolean end, int duration, int timestamp, int sequenceNumber) {
        var octets = new byte[RtpHeader.LENGTH + 4];
        RtpHeader.write(octets, false, 101, sequenceNumber, timestamp, ssrc);
        octets[12] = (byte) number;
        octets[13] = (byte) ((end ? 0x8A : 0x0A) | ((number & RESERVED) == 0 ? 0 : 0x40));
        octets[14] = (byte) (duration >> 8);
        octets[15] = (byte) duration;
        assertTrue(header.parse(octets, octets.length));
        assertTrue(receiver.onPacket(header, octets, nowMicros));
    }

    private String told() {
        var text = new StringBuilder();
        keys.forEach(key -> text.append(key.charAt(0)));
        return text.toString();
    }
}
