package org.strowger.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.records.Cdr;

class CdrJsonTest {

    private static final long START = 1_767_323_045_678_901L; // 2026-01-02T03:04:05.678901Z

    private static final Cdr.Quality HEARD =
            new Cdr.Quality(437, 1_250, 4_000, 60, 3, 2, 1, 0, 0, 0, 0, 0);

    static Cdr answered() {
        var leg =
                new Cdr.Leg("1001", "out", "a@b", START + 1, 0, START + 2, 200, 41, 1, 2, 3, HEARD);
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
                "packetsSent":1,"packetsReceived":2,"packetsLost":3,"quality":{"mos":4.37,"jitterMicros":1250,"mostJitterMicros":4000,\
                "longestGapMillis":60,"duplicates":3,"reordered":2,"discarded":1,\
                "roundTripMicros":null,"reports":0,"peerLost":null,"peerJitterMicros":null,\
                "peerMos":null}}],"linkedId":null,\
                "divertedBy":null,"disposition":null,"queueLeft":null,"callbackOf":null,"cause":null,"mos":4.37}\
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
    void theScoreOfACallIsThatOfWhoWasHeardWorst() {
        var call = answered();
        assertEquals(4.37, CdrJson.of(call).get("mos").asDouble(0));
        var worse = new Cdr.Quality(440, 0, 0, 20, 0, 0, 0, 9, 3, 50, 0, 312);
        var leg = new Cdr.Leg("x", "in", "c@d", START, 0, START, 200, 0, 1, 2, 3, worse);
        var json = CdrJson.of(withLeg(call, leg));
        assertEquals(3.12, json.get("mos").asDouble(0));
        assertEquals(9, json.at("/legs/1/quality/roundTripMicros").asInt(0));
        assertEquals(50, json.at("/legs/1/quality/peerLost").asInt(0));
        assertEquals("null", String.valueOf(CdrJson.of(abandoned()).get("mos")));
    }

    private static Cdr withLeg(Cdr call, Cdr.Leg more) {
        return new Cdr(
                call.id(),
                START,
                "",
                "",
                "4000",
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
                "answered",
                List.of(call.legs().getFirst(), more),
                null,
                null);
    }

    @Test
    void timesAlwaysHaveThreeDigitsOfASecond() {
        assertEquals("1970-01-01T00:00:01.000Z", CdrJson.time(1_000_000));
        assertNull(CdrJson.time(0));
    }
}
