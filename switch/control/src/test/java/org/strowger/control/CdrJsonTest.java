package org.strowger.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.records.Cdr;

class CdrJsonTest {

    private static final long START = 1_767_323_045_678_901L; // 2026-01-02T03:04:05.678901Z

    static Cdr answered() {
        var leg = new Cdr.Leg("1001", "out", "a@b", START + 1, 0, START + 2, 200, 41, 1, 2, 3);
        return new Cdr(
                "1-2-3",
                START,
                "13800138000",
                "张三",
                "4000",
                "zh",
                "12",
                1,
                "support",
                START + 1_000_000,
                "1001",
                START + 500_000,
                START + 2_000_000,
                START + 3_000_000,
                "caller",
                "answered",
                List.of(leg),
                null,
                null);
    }

    static Cdr abandoned() {
        return new Cdr(
                "1-2-4",
                START,
                "",
                "",
                "4002",
                "",
                "",
                0,
                null,
                0,
                null,
                0,
                0,
                START,
                "caller",
                "abandoned",
                List.of(),
                null,
                null);
    }

    @Test
    void everythingKnownIsThere() {
        assertEquals(
                """
                {"id":"1-2-3","start":"2026-01-02T03:04:05.678Z","caller":"13800138000",\
                "callerName":"张三","dialled":"4000","language":"zh","keys":"12","timeouts":1,\
                "switchAnsweredAt":"2026-01-02T03:04:06.178Z","queue":"support",\
                "queuedAt":"2026-01-02T03:04:06.678Z","agent":"1001",\
                "answeredAt":"2026-01-02T03:04:07.678Z","end":"2026-01-02T03:04:08.678Z",\
                "endedBy":"caller","outcome":"answered","legs":[{"party":"1001",\
                "direction":"out","sipCallId":"a@b","start":"2026-01-02T03:04:05.678Z",\
                "answeredAt":null,"end":"2026-01-02T03:04:05.678Z","status":200,"cause":41,\
                "packetsSent":1,"packetsReceived":2,"packetsLost":3}],"linkedId":null,\
                "divertedBy":null,"cause":null}\
                """,
                CdrJson.of(answered()).toString());
    }

    @Test
    void whatNeverHappenedIsThereAsNull() {
        var json = CdrJson.of(abandoned());
        for (var name :
                List.of("queue", "queuedAt", "agent", "answeredAt", "switchAnsweredAt", "cause")) {
            assertEquals("null", String.valueOf(json.get(name)), name);
        }
    }

    @Test
    void timesAlwaysHaveThreeDigitsOfASecond() {
        assertEquals("1970-01-01T00:00:01.000Z", CdrJson.time(1_000_000));
        assertNull(CdrJson.time(0));
    }
}
