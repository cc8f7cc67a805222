package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.base.Rfc;
import org.strowger.media.RtpFormat.Law;

class G711Test {

    /** Values of G.711, tables 1a to 2b, at 16 bit. */
    @ParameterizedTest
    @CsvSource({
        "PCMU, 0xFF, 0", "PCMU, 0x80, 32124", "PCMU, 0x00, -32124", "PCMU, 0xFE, 8",
        "PCMU, 0xEF, 132", "PCMU, 0x8F, 16764", "PCMU, 0x7E, -8", "PCMA, 0xD5, 8",
        "PCMA, 0x55, -8", "PCMA, 0xAA, 32256", "PCMA, 0x2A, -32256", "PCMA, 0xC5, 264",
        "PCMA, 0xF5, 528", "PCMA, 0x80, 5504"
    })
    void reference(Law law, String code, int sample) {
        byte octet = (byte) (int) Integer.decode(code);
        assertEquals(sample, G711.decode(law, octet));
        assertEquals(octet, G711.encode(law, sample));
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeSurvivesARoundTrip(Law law) {
        for (int code = 0; code < 256; code++) {
            int sample = G711.decode(law, (byte) code);
            int again = G711.decode(law, G711.encode(law, sample));
            assertEquals(sample, again, "code " + code);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noSampleIsFurtherOffThanHalfAStep(Law law) {
        for (int sample = -32_768; sample <= 32_767; sample++) {
            int error = Math.abs(G711.decode(law, G711.encode(law, sample)) - sample);
            int least = law == Law.PCMU ? 4 : 8;
            assertTrue(error <= Math.max(least, Math.abs(sample) / 31 + 4), "sample " + sample);
        }
    }

    @Rfc(number = 3551, section = "4.5.14")
    @ParameterizedTest
    @EnumSource
    void theJdkDecodesTheSame(Law law) throws IOException {
        var codes = new byte[256];
        for (int code = 0; code < 256; code++) {
            codes[code] = (byte) code;
        }
        var encoding = law == Law.PCMU ? Encoding.ULAW : Encoding.ALAW;
        var format = new AudioFormat(encoding, 8_000, 8, 1, 1, 8_000, false);
        var linear = new AudioFormat(8_000, 16, 1, true, false);
        var in = new AudioInputStream(new ByteArrayInputStream(codes), format, 256);
        try (var out = AudioSystem.getAudioInputStream(linear, in)) {
            var samples =
                    ByteBuffer.wrap(out.readAllBytes())
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asShortBuffer();
            for (int code = 0; code < 256; code++) {
                assertEquals(samples.get(code), G711.decode(law, (byte) code), "code " + code);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void conversionIsDecodingAndEncoding(Law to) {
        var from = to == Law.PCMU ? Law.PCMA : Law.PCMU;
        var codes = new byte[258];
        for (int code = 0; code < 256; code++) {
            codes[code + 1] = (byte) code;
        }
        G711.convert(to, codes, 1, 256);
        for (int code = 0; code < 256; code++) {
            assertEquals(G711.encode(to, G711.decode(from, (byte) code)), codes[code + 1]);
        }
        assertEquals(0, codes[0]);
        assertEquals(0, codes[257]);
    }

    @Test
    void silenceIsTheQuietestCode() {
        assertEquals((byte) 0xFF, G711.silence(Law.PCMU));
        assertEquals((byte) 0xD5, G711.silence(Law.PCMA));
    }
}
