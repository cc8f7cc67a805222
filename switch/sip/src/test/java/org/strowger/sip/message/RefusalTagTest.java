package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;

class RefusalTagTest {

    private static final String TAG = RefusalTag.of(0x0123_4567_89ab_cdefL);

    private static final String ACK =
            """
            ACK sip:4000@127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.9;branch=z9hG4bK-1
            From: <sip:tom@127.0.0.9>;tag=f
            To: <sip:4000@127.0.0.1>;tag=TAG
            Call-ID: 1
            CSeq: 1 ACK

            """
                    .replace("\n", "\r\n")
                    .replace("=TAG", "=" + TAG);

    @Rfc(number = 3261, section = "17.1.1.3")
    @Test
    void theAckOfARefusalIsKnownByTheTagThatItRepeats() {
        assertTrue(isOurs(ACK));
        assertTrue(isOurs(ACK.replace("To: ", "t:")));
        assertTrue(isOurs(ACK.replace("To: ", "TO:")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE ", "BYE ", "ack ", "", "ACKNOWLEDGE "})
    void nothingElseIs(String method) {
        assertFalse(isOurs(ACK.replaceFirst("^ACK ", method)));
    }

    @Test
    void noOtherTagIs() {
        for (int digit = 0; digit < TAG.length(); digit++) { // And the letter before them.
            var other = TAG.toCharArray();
            other[digit] = other[digit] == '0' ? '1' : '0';
            assertFalse(isOurs(ACK.replace(TAG, new String(other))));
        }
        assertFalse(isOurs(ACK.replace(TAG, TAG.substring(1))));
        assertFalse(isOurs(ACK.replace(TAG, "rg" + TAG.substring(2))));
        assertFalse(isOurs(ACK.replace(";tag=" + TAG, "")));
        assertFalse(isOurs(ACK.replace("tag=" + TAG, TAG)));
        assertFalse(isOurs(ACK.replace("To: ", "From: ")));
    }

    @Test
    void anyEndOfItIsSurvived() {
        var octets = ACK.getBytes(UTF_8);
        int tagEnd = ACK.indexOf(TAG) + TAG.length();
        for (int length = 0; length <= octets.length; length++) {
            assertEquals(
                    length >= tagEnd, RefusalTag.isAcknowledged(Arrays.copyOf(octets, length)));
        }
    }

    @Test
    void itHasSixteenDigits() {
        for (long fingerprint : new long[] {0, -1, 1L << 32, Long.MIN_VALUE}) {
            var tag = RefusalTag.of(fingerprint);
            assertTrue(tag.matches("r[0-9a-f]{16}"), tag);
            assertTrue(isOurs(ACK.replace(TAG, tag)));
            assertTrue(isOurs(ACK.replace(TAG, "r" + tag.substring(1).toUpperCase(Locale.ROOT))));
        }
    }

    private static boolean isOurs(String message) {
        return RefusalTag.isAcknowledged(message.getBytes(UTF_8));
    }
}
