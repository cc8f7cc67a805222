package org.strowger.media.ice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.media.ice.BindingRequests.Found;

class BindingRequestsTest {

    /** RFC 5769, section 2.1. */
    private static final byte[] SAMPLE =
            HexFormat.of()
                    .parseHex(
                            "000100582112a442b7e7a701bc34d686fa87dfae"
                                    + "802200105354554e207465737420636c69656e74"
                                    + "002400046e0001ff"
                                    + "80290008932ff9b151263b36"
                                    + "000600096576746a3a68367659202020"
                                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                                    + "80280004e57a3bcf");

    private static final IceCredentials OURS = new IceCredentials("evtj", "VOkJxbRl1RmTxUk/WvJxBt");
    private static final InetSocketAddress FROM =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 32_853);

    private final BindingRequests requests = new BindingRequests();

    private Found read(byte[] packet) {
        return requests.read(packet, packet.length, FROM, List.of(OURS));
    }

    private int type() {
        return ByteBuffer.wrap(requests.answer()).getShort(0);
    }

    private int errorCode() {
        var answer = requests.answer();
        return 100 * answer[26] + answer[27];
    }

    @Rfc(number = 8445, section = "7.3")
    @Test
    void theSampleOfTheRfcIsAnsweredWithItsSource() {
        assertEquals(Found.CHECK, read(SAMPLE));
        var answer = requests.answer();
        assertEquals(0x0101, type());
        assertArrayEquals(Arrays.copyOfRange(SAMPLE, 4, 20), Arrays.copyOfRange(answer, 4, 20));
        // The sample response of section 2.2 has the same address: 192.0.2.1, port 32853.
        assertEquals("002000080001a147e112a643", HexFormat.of().formatHex(answer, 20, 32));
        assertEquals(answer.length - 20, ByteBuffer.wrap(answer).getShort(2));
        assertEquals(32 + 24 + 8, answer.length);
    }

    @Test
    void anAddressOfIpv6IsTold() {
        var from =
                new InetSocketAddress(
                        InetAddress.ofLiteral("2001:db8:1234:5678:11:2233:4455:6677"), 32_853);
        assertEquals(Found.CHECK, requests.read(SAMPLE, SAMPLE.length, from, List.of(OURS)));
        // RFC 5769, section 2.3.
        assertEquals(
                "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9",
                HexFormat.of().formatHex(requests.answer(), 20, 44));
        assertTrue(requests.answer().length <= BindingRequests.LONGEST_ANSWER);
    }

    @Test
    void whatIsChangedAnywhereIsNotAnsweredAsACheck() {
        for (int at = 0; at < SAMPLE.length; at++) {
            var changed = SAMPLE.clone();
            changed[at] ^= 4;
            assertEquals(Found.NOTHING, read(changed), "octet " + at);
        }
        for (int length = 0; length < SAMPLE.length; length++) {
            assertEquals(
                    Found.NOTHING,
                    requests.read(SAMPLE, length, FROM, List.of(OURS)),
                    "length " + length);
        }
    }

    @Test
    void whoDoesNotKnowOurPasswordOrNameIsRefused() {
        var stranger = new IceCredentials("evtj", "another password, as long");
        assertEquals(Found.REFUSED, requests.read(SAMPLE, SAMPLE.length, FROM, List.of(stranger)));
        assertEquals(0x0111, type());
        assertEquals(401, errorCode());
        var other = new IceCredentials("evt", OURS.password());
        assertEquals(Found.REFUSED, requests.read(SAMPLE, SAMPLE.length, FROM, List.of(other)));
        assertEquals(401, errorCode());
    }

    @Test
    void whoShowsNothingIsRefused() {
        assertEquals(Found.REFUSED, read(Checks.unsigned()));
        assertEquals(400, errorCode());
    }

    @Rfc(number = 8445, section = "9")
    @Test
    void whatCountedBeforeANewBeginningIsAnsweredInItsOwnName() {
        var later = IceCredentials.fresh();
        var known = List.of(later, OURS);
        assertEquals(Found.CHECK, requests.read(SAMPLE, SAMPLE.length, FROM, known));
        var before = requests.answer();
        var check = Checks.check(later, "them");
        assertEquals(Found.CHECK, requests.read(check, check.length, FROM, known));
        assertEquals(Found.CHECK, read(SAMPLE));
        assertArrayEquals(before, requests.answer());
        var mixed = Checks.check(new IceCredentials(OURS.ufrag(), later.password()), "them");
        assertEquals(Found.REFUSED, requests.read(mixed, mixed.length, FROM, known));
    }

    @Rfc(number = 8445, section = "8.1.1")
    @Test
    void thePairToUseIsNominated() {
        assertEquals(Found.NOMINATION, read(Checks.nominating(OURS, "them")));
        assertEquals(0x0101, type());
        assertEquals(Found.CHECK, read(Checks.check(OURS, "them")));
    }

    @Test
    void anAttributeThatMustBeUnderstoodAndIsNotIsRefused() {
        assertEquals(Found.REFUSED, read(Checks.withAttribute(OURS, "them", 0x0070)));
        assertEquals(420, errorCode());
        assertEquals(Found.CHECK, read(Checks.withAttribute(OURS, "them", 0x8070)));
    }

    @Test
    void credentialsAreLongEnoughAndNew() {
        var one = IceCredentials.fresh();
        assertEquals(8, one.ufrag().length());
        assertEquals(24, one.password().length());
        assertNotEquals(one, IceCredentials.fresh());
        assertFalse(one.toString().contains(one.password()));
        assertEquals(24, one.password().getBytes(UTF_8).length);
    }

    @Test
    void stunIsKnownByItsFirstOctet() {
        assertTrue(BindingRequests.isStun(0));
        assertTrue(BindingRequests.isStun(3));
        assertFalse(BindingRequests.isStun(4));
        assertFalse(BindingRequests.isStun((byte) 0x80));
    }
}
