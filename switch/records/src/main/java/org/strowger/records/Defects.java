package org.strowger.records;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Keeps a thread alive that must not end: what it met is counted and said, never thrown on. */
final class Defects {

    private final Logger log;
    private final String what;
    private final AtomicLong count = new AtomicLong();

    /**
     * @param what failed, as the log shall say it
     */
    Defects(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** Counts it, and says it the 1st, 2nd, 4th, 8th time: one that repeats fills no disk. */
    void met(Throwable defect) {
        long number = count.incrementAndGet();
        if (Long.bitCount(number) == 1) {
            say(log, "%s (defect %d)".formatted(what, number), defect);
        }
    }

    long count() {
        return count.get();
    }

    /** Logs an error, if there is memory left for that. */
    static void say(Logger log, String message, Throwable thrown) {
        try {
            log.error(message, thrown);
        } catch (Throwable worse) { // What was to be said is counted; the thread matters more.
            thrown.addSuppressed(worse);
        }
    }
}
