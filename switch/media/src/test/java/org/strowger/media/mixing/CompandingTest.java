package org.strowger.media.mixing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.media.G711;
import org.strowger.media.RtpFormat.Law;

class CompandingTest {

    @ParameterizedTest
    @EnumSource
    void theTablesSayWhatTheLawsDo(Law law) {
        var samples = new short[1];
        var codes = new byte[3];
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            samples[0] = (short) sample;
            Companding.compress(law, samples, 1, codes, 2);
            assertEquals(G711.encode(law, sample), codes[2], "sample " + sample);
            Companding.expand(law, codes, 2, 1, samples, 0);
            assertEquals(G711.decode(law, codes[2]), samples[0], "sample " + sample);
        }
    }
}
