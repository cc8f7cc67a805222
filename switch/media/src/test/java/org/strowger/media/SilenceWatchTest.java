package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SilenceWatchTest {

    private static final long SECOND = 1_000_000;
    private static final long BEGIN = 1_800_000_000 * SECOND;
    private static final SilenceWatch.Limits LIMITS =
            new SilenceWatch.Limits(60 * SECOND, 200 * SECOND, 300 * SECOND);

    private final SilenceWatch watch = new SilenceWatch();
    private boolean voice = true;

    @Test
    void whoWasHeardAndFallsSilentIsToldEachTimeThatTheLimitHasPassed() {
        watch.expect(true, BEGIN);
        watch.heardRtcp();
        watch.heard(BEGIN + 10 * SECOND);
        assertEquals(0, silentAt(69));
        assertEquals(60, silentAt(70));
        assertEquals(0, silentAt(71));
        assertEquals(0, silentAt(129));
        assertEquals(120, silentAt(130));
        watch.heard(BEGIN + 140 * SECOND);
        assertEquals(0, silentAt(199));
        assertEquals(60, silentAt(200));
    }

    /** It may suppress silence; and whose RTCP was heard before may be another since. */
    @Test
    void whoSendsNoRtcpMayBeSilentForLonger() {
        watch.expect(true, BEGIN);
        assertEquals(0, silentAt(199));
        assertEquals(200, silentAt(200));
        watch.heard(BEGIN + 300 * SECOND);
        watch.heardRtcp();
        assertEquals(60, silentAt(360));
        watch.expect(true, BEGIN + 400 * SECOND);
        assertEquals(0, silentAt(599));
        assertEquals(200, silentAt(600));
    }

    @Test
    void whetherAnythingComesIsToldWhoeverIsToSpeak() {
        watch.expect(false, BEGIN);
        assertEquals(0, watch.quietMicros(0, BEGIN + 90 * SECOND));
        assertEquals(0, watch.quietMicros(2 * SECOND, BEGIN + SECOND));
        assertEquals(2 * SECOND, watch.quietMicros(2 * SECOND, BEGIN + 2 * SECOND));
        assertEquals(0, watch.quietMicros(2 * SECOND, BEGIN + 3 * SECOND));
        assertEquals(4 * SECOND, watch.quietMicros(2 * SECOND, BEGIN + 4 * SECOND));
        watch.heard(BEGIN + 5 * SECOND);
        assertEquals(0, watch.quietMicros(2 * SECOND, BEGIN + 6 * SECOND));
        assertEquals(2 * SECOND, watch.quietMicros(2 * SECOND, BEGIN + 7 * SECOND));
    }

    @Test
    void theAnswerBeginsTheTimeAnew() {
        watch.expect(true, BEGIN);
        watch.heardRtcp();
        watch.answered(BEGIN + 59 * SECOND);
        assertEquals(0, silentAt(118));
        assertEquals(60, silentAt(119));
    }

    @Test
    void whoseVoiceWasNeverHeardHasALimitOfItsOwn() {
        voice = false;
        watch.expect(true, BEGIN);
        assertEquals(0, silentAt(299));
        assertEquals(300, silentAt(300));
    }

    @Test
    void holdStopsTheTimeAndItsEndBeginsItAnew() {
        watch.expect(true, BEGIN);
        watch.heard(BEGIN);
        watch.expect(false, BEGIN + 50 * SECOND);
        assertEquals(0, silentAt(3_000));
        watch.expect(true, BEGIN + 3_000 * SECOND);
        watch.heardRtcp();
        assertEquals(0, silentAt(3_059));
        assertEquals(60, silentAt(3_060));
    }

    @Test
    void withoutLimitsNobodyIsSilent() {
        watch.expect(true, BEGIN);
        assertEquals(0, watch.silentMicros(SilenceWatch.Limits.NONE, true, Long.MAX_VALUE / 2));
        assertEquals(0, watch.silentMicros(SilenceWatch.Limits.NONE, false, Long.MAX_VALUE / 2));
    }

    @Test
    void beforeAnythingIsNegotiatedNothingIsExpected() {
        assertEquals(0, silentAt(1_000));
    }

    private long silentAt(int seconds) {
        return watch.silentMicros(LIMITS, voice, BEGIN + seconds * SECOND) / SECOND;
    }
}
