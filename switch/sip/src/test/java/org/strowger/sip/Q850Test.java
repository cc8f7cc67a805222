package org.strowger.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;

class Q850Test {

    /** RFC 3398, section 7.2.4.1, written down once more. */
    private static final String TO_SIP =
            """
            1 404, 2 404, 3 404, 16 0, 17 486, 18 408, 19 480, 20 480, 21 403, 22 410, 23 410,
            26 404, 27 502, 28 484, 29 501, 31 480, 34 503, 38 503, 41 503, 42 503, 47 503, 55 403,
            57 403, 58 503, 65 488, 70 488, 79 501, 87 403, 88 503, 102 504, 111 500, 127 500
            """;

    @Rfc(number = 3398, section = "7.2.4.1")
    @Test
    void everyCauseHasTheResponseOfTheRfc() {
        var rows = TO_SIP.strip().split(",\\s+", -1);
        var ours =
                Arrays.stream(Q850.values())
                        .map(cause -> cause.cause() + " " + cause.status())
                        .toList();
        assertEquals(Arrays.asList(rows), ours);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "400,41", "401,21", "402,21", "403,21", "404,1", "405,63", "406,79", "407,21", "408,102",
        "410,22", "413,127", "414,127", "415,79", "416,127", "420,127", "421,127", "423,127",
        "480,18", "481,41", "482,25", "483,25", "484,28", "485,1", "486,17", "487,16", "488,65",
        "500,41", "501,79", "502,38", "503,41", "504,102", "505,127", "513,127", "600,17", "603,21",
        "604,1", "606,65", "302,127", "200,0"
    })
    void everyResponseHasTheCauseOfTheRfc(int status, int cause) {
        assertEquals(cause, Q850.causeOf(status));
    }

    @ParameterizedTest(name = "{0} with cause {1} is {2}")
    @CsvSource({
        "503, 17, 486",
        "500, 1, 404",
        "480, 17, 486",
        "502, 34, 503",
        "504, 21, 403",
        "503, 34, 503",
        "503, 0, 503",
        "503, 99, 503",
        "480, 16, 480",
        "486, 1, 486",
        "404, 34, 404"
    })
    void aCauseSaysMoreThanAVagueResponseOnly(int status, int cause, int best) {
        assertEquals(best, Q850.status(status, cause));
    }
}
