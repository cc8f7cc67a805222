package org.strowger.call;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.sip.DelayHistogram;

/**
 * How long single steps hold the signalling thread. Written by that thread, read by anybody. A step
 * over 20 ms is an alarm: while it ran, nobody's call was answered.
 */
public final class StepTimes {

    private static final Logger LOG = LoggerFactory.getLogger(StepTimes.class);
    private static final long ALARM_MICROS = 20_000;

    private static final long LOWEST_MICROS = 10;

    private final DelayHistogram all = new DelayHistogram(LOWEST_MICROS);
    private volatile long longestMicros;
    private volatile long alarms;
    private boolean said;

    /** Begins anew: what was before the switch opened held up nobody. */
    public void forget() {
        longestMicros = 0;
        alarms = 0;
        said = false;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    void took(long micros) {
        all.record(micros);
        if (micros > longestMicros) {
            longestMicros = micros;
        }
        if (micros > ALARM_MICROS) {
            alarms++;
            if (!said) {
                said = true;
                LOG.warn(
                        "a signalling step took {} ms; further ones are counted only",
                        micros / 1_000);
            }
        }
    }

    public long longestMicros() {
        return longestMicros;
    }

    /** All steps since the thread began, those before {@link #forget} too. */
    public DelayHistogram.Reading all() {
        return all.read();
    }

    /** Steps over 20 ms. */
    public long alarms() {
        return alarms;
    }
}
