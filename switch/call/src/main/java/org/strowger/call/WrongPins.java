package org.strowger.call;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wrong PINs that callers from outside have tried, by conference: ten are many, and each is
 * forgotten after a minute. So who guesses has one try a minute, from however many lines, and needs
 * a week for 10,000. As large as there are conferences. Signalling writes, anybody reads the sum.
 */
final class WrongPins {

    private static final Logger LOG = LoggerFactory.getLogger(WrongPins.class);
    private static final int MANY = 10;
    private static final long FORGOTTEN_MICROS = TimeUnit.MINUTES.toMicros(1);

    /**
     * Of one conference.
     *
     * @param since the next is forgotten a minute after this
     * @param told whether the log says so: once until half are forgotten
     */
    private record Count(int wrong, long since, boolean told) {

        Count at(long now) {
            long gone = Math.min((now - since) / FORGOTTEN_MICROS, wrong);
            int left = wrong - (int) gone;
            return new Count(
                    left,
                    left == 0 ? now : since + gone * FORGOTTEN_MICROS,
                    told && left > MANY / 2);
        }
    }

    private final Map<String, Count> counts = new HashMap<>();
    private final AtomicLong all = new AtomicLong();

    /** Whether nobody from outside comes into that conference now, whatever PIN is pressed. */
    boolean areTooMany(String conference, long now) {
        var count = counts.get(conference);
        return count != null && count.at(now).wrong == MANY;
    }

    /**
     * One more. Those beyond the limit were not looked at, and have taught nobody anything.
     *
     * @param caller for the log
     * @return whether the log was told, as it is the last for now
     */
    boolean add(String conference, String caller, long now) {
        all.incrementAndGet();
        var before = counts.getOrDefault(conference, new Count(0, now, false)).at(now);
        int wrong = Math.min(before.wrong + 1, MANY);
        boolean tells = wrong == MANY && !before.told;
        counts.put(conference, new Count(wrong, before.since, before.told || tells));
        if (tells) {
            LOG.warn(
                    "somebody guesses the PIN of conference {}: {} wrong ones, the last by {}."
                            + " Callers from outside have one try a minute",
                    conference,
                    MANY,
                    caller);
        }
        return tells;
    }

    /** One more, of a user of the switch: he is known, and stops nobody. */
    void addOfUser() {
        all.incrementAndGet();
    }

    /** Since the start. */
    long all() {
        return all.get();
    }
}
