package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

class StunBindingTest {

    private static final String COOKIE_AND_TRANSACTION = "2112a442b7e7a701bc34d686fa87dfae";

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte @Nullable [] answer(String request, String host) {
        var source = new InetSocketAddress(InetAddress.ofLiteral(host), 32_853);
        return StunBinding.answer(octets(request), source);
    }

    /** The addresses, and what becomes of them, are those of RFC 5769, sections 2.2 and 2.3. */
    @Rfc(number = 5626, section = "8")
    @Test
    void tellsTheAddressItSees() {
        var request = "0001 0000" + COOKIE_AND_TRANSACTION;
        assertTrue(StunBinding.isStun(octets(request)));
        assertArrayEquals(
                octets("0101 000c" + COOKIE_AND_TRANSACTION + "0020 0008 0001 a147 e112a643"),
                answer(request, "192.0.2.1"));
        assertArrayEquals(
                octets(
                        "0101 0018"
                                + COOKIE_AND_TRANSACTION
                                + "0020 0014 0002 a147 0113a9faa5d3f179bc25f4b5bed2b9d9"),
                answer(request, "2001:db8:1234:5678:11:2233:4455:6677"));
    }

    @Rfc(number = 5626, section = "8")
    @Test
    void passesOverWhatIsOptionalAndRefusesWhatMustBeUnderstood() {
        var software = "8022 0003 61626300";
        var optional = answer("0001 0008" + COOKIE_AND_TRANSACTION + software, "::1");
        assertEquals(44, Objects.requireNonNull(optional).length);
        assertArrayEquals(
                octets(
                        "0111 0010"
                                + COOKIE_AND_TRANSACTION
                                + "0009 0004 00000414 000a 0002 0019 0000"),
                answer(
                        "0001 0010" + COOKIE_AND_TRANSACTION + software + "0019 0004 11000000",
                        "::1"));
    }

    @Test
    void dropsWhatIsNoRequestOrNotWhole() {
        assertNull(answer("0101 0000" + COOKIE_AND_TRANSACTION, "::1"), "a response");
        assertNull(answer("0011 0000" + COOKIE_AND_TRANSACTION, "::1"), "an indication");
        assertNull(answer("0001 0004" + COOKIE_AND_TRANSACTION, "::1"), "cut off");
        assertNull(answer("0001 0003" + COOKIE_AND_TRANSACTION + "000000", "::1"));
        assertFalse(StunBinding.isStun("OPTIONS sip:a SIP/2.0".getBytes(UTF_8)));
        assertFalse(StunBinding.isStun(octets("0001 0000 2112a442")));
    }
}
