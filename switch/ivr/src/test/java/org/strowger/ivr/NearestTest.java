package org.strowger.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({
        "a, a, 0",
        "a, b, 1",
        "kitten, sitting, 3",
        "'', abc, 3",
        "abc, '', 3",
        "ca, abc, 3",
        "ab, ba, 1"
    })
    void countsLettersToInsertDeleteReplaceOrSwap(String a, String b, int distance) {
        assertEquals(distance, Nearest.distance(a, b));
    }

    @Test
    void proposesTheNearestName() {
        var names = List.of("sales", "support", "suppose");
        assertEquals("; did you mean 'support'?", Nearest.hint("suppott", names));
    }

    @Test
    void proposesNothingThatIsFarAway() {
        assertEquals("", Nearest.hint("sales", List.of("support", "bye")));
        assertEquals("", Nearest.hint("sales", List.of()));
    }
}
