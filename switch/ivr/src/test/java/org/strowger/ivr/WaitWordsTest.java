package org.strowger.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as they are spoken. */
class WaitWordsTest {

    private static final long SECOND = 1_000_000;

    @ParameterizedTest
    @CsvSource({
        "1, digit-1",
        "10, number-10",
        "13, number-13",
        "20, number-20",
        "47, number-40 digit-7",
        "99, number-90 digit-9"
    })
    void englishPlaces(int place, String spoken) {
        assertEquals(prompts("en", "queue-place " + spoken), WaitWords.place(place, "en"));
    }

    @ParameterizedTest
    @CsvSource({
        "2, digit-2",
        "10, number-10",
        "13, number-10 digit-3",
        "20, digit-2 number-10",
        "47, digit-4 number-10 digit-7"
    })
    void chinesePlaces(int place, String spoken) {
        assertEquals(prompts("zh", "queue-place " + spoken), WaitWords.place(place, "zh"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, queue-wait-short",
        "60, queue-wait-short",
        "61, queue-wait digit-2 minutes",
        "600, queue-wait number-10 minutes",
        "601, queue-wait number-10 minutes",
        "780, queue-wait number-15 minutes",
        "3600, queue-wait number-60 minutes",
        "3900, queue-wait-long"
    })
    void times(int seconds, String spoken) {
        assertEquals(prompts("en", spoken), WaitWords.wait(seconds * SECOND, "en"));
    }

    @Test
    void twoMinutesHaveTheirOwnTwoInChinese() {
        assertEquals(
                prompts("zh", "queue-wait number-2 minutes"), WaitWords.wait(90 * SECOND, "zh"));
    }

    @Test
    void whatItMayNameIsKnown() {
        var english = WaitWords.all("en");
        assertTrue(english.contains("en/number-90"), english::toString);
        assertEquals(9 + 18 + 5, english.size(), english::toString);
        assertEquals(9 + 2 + 5, WaitWords.all("zh").size());
    }

    private static List<String> prompts(String language, String names) {
        return Pattern.compile(" ")
                .splitAsStream(names)
                .map(name -> language + "/" + name)
                .toList();
    }
}
