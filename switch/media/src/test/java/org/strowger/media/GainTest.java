package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.media.RtpFormat.Law;

class GainTest {

    @ParameterizedTest
    @EnumSource(Law.class)
    void sixDecibelsAreTwiceAsMuch(Law law) {
        var codes = new byte[] {0, G711.encode(law, 5_000), G711.encode(law, -5_000), 0};

        new Gain(6).apply(law, codes, 1, 2);

        assertEquals(10_000, G711.decode(law, codes[1]), 500);
        assertEquals(-10_000, G711.decode(law, codes[2]), 500);
        assertEquals(0, codes[0]);
        assertEquals(0, codes[3]);
    }

    @ParameterizedTest
    @EnumSource(Law.class)
    void tooLoudIsAsLoudAsCanBe(Law law) {
        var codes = new byte[] {G711.encode(law, 30_000), G711.encode(law, -30_000)};

        new Gain(Playing.LOUDEST).apply(law, codes, 0, 2);

        assertTrue(G711.decode(law, codes[0]) > 31_000);
        assertTrue(G711.decode(law, codes[1]) < -31_000);
    }
}
