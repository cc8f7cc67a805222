package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class UnheardWatchTest {

    private static final long SECOND = 1_000_000;
    private static final long LIMIT = 30 * SECOND;
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 4_000);
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.2", 4_000);

    private final UnheardWatch watch = new UnheardWatch();

    @Test
    void whoIsNeverHeardIsSentNothingUntilHeIs() {
        watch.expect(HERE, true, 0);
        watch.answered(10 * SECOND);
        assertFalse(isUpAt(39));
        assertFalse(watch.isMuted());
        assertTrue(isUpAt(40));
        assertTrue(watch.isMuted());
        assertFalse(isUpAt(41), "told once");
        watch.expect(HERE, true, 42 * SECOND);
        assertTrue(watch.isMuted(), "the same again changes nothing");
        watch.heard();
        assertFalse(watch.isMuted());
        assertFalse(isUpAt(1_000));
    }

    @Test
    void beforeTheAnswerAndWhileHeOnlyListensNobodyHasToSend() {
        watch.expect(HERE, true, 0);
        assertFalse(isUpAt(1_000));
        watch.answered(1_000 * SECOND);
        watch.expect(HERE, false, 1_001 * SECOND);
        assertFalse(isUpAt(2_000));
        watch.expect(HERE, true, 2_000 * SECOND);
        assertFalse(isUpAt(2_029));
        assertTrue(isUpAt(2_030));
        watch.expect(HERE, false, 2_031 * SECOND);
        assertFalse(watch.isMuted());
    }

    @Test
    void anotherAddressMustBeHeardTooAndGivesNoMoreTime() {
        watch.expect(HERE, true, 0);
        watch.answered(0);
        watch.heard();
        watch.expect(THERE, true, 100 * SECOND);
        watch.expect(HERE, true, 120 * SECOND);
        watch.expect(THERE, true, 129 * SECOND);
        assertFalse(isUpAt(129));
        assertTrue(isUpAt(130));
        watch.expect(HERE, true, 131 * SECOND);
        assertTrue(watch.isMuted());
    }

    @Test
    void withoutALimitWhoIsNeverHeardIsSentEverything() {
        watch.expect(HERE, true, 0);
        watch.answered(0);
        assertEquals(false, watch.isUp(0, Long.MAX_VALUE));
    }

    private boolean isUpAt(int seconds) {
        return watch.isUp(LIMIT, seconds * SECOND);
    }
}
