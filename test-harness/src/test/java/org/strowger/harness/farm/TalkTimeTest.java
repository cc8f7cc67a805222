package org.strowger.harness.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TalkTimeTest {

    @Test
    void fixedIsAlwaysTheSame() {
        assertEquals(250_000, TalkTime.parse("250ms").draw(new Random(1)));
        assertEquals(120_000_000, TalkTime.parse("2m").mean());
    }

    @Test
    void uniformStaysInItsBounds() {
        var time = TalkTime.parse("uniform:1s-5s");
        var random = new Random(1);
        long sum = 0;
        for (int i = 0; i < 10_000; i++) {
            long drawn = time.draw(random);
            assertTrue(drawn >= 1_000_000 && drawn <= 5_000_000);
            sum += drawn;
        }
        assertEquals(3_000_000, sum / 10_000.0, 50_000);
        assertEquals(3_000_000, time.mean());
    }

    @Test
    void exponentialHasItsMeanAndAnEnd() {
        var time = TalkTime.parse("exp:20s");
        var random = new Random(1);
        long sum = 0;
        for (int i = 0; i < 100_000; i++) {
            long drawn = time.draw(random);
            assertTrue(drawn >= 0 && drawn <= 200_000_000);
            sum += drawn;
        }
        assertEquals(20_000_000, sum / 100_000.0, 200_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "uniform:3s", "exp:1s-2s", "1s-2s", "uniform:5s-1s", "-1s"})
    void whatIsNoTimeIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> TalkTime.parse(text));
    }
}
