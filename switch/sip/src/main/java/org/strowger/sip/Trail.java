package org.strowger.sip;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a call has been, for the legs by which it goes on (RFC 7332): a call that comes back again
 * and again ends some day.
 *
 * @param maxForwards for the INVITE of such a leg: one less than the call came with
 * @param maxBreadth as it came (RFC 5393, section 5.3); 0 when it came with none
 * @param diversions who sent the call on, the latest first
 * @param withheld whether the caller wants not to be known to who is called (RFC 3323), although we
 *     know the number
 */
public record Trail(int maxForwards, int maxBreadth, List<Diversion> diversions, boolean withheld) {

    /** More are forgotten, the oldest first. */
    public static final int MOST_DIVERSIONS = 10;

    /** Of a call that begins here. */
    public static final Trail NEW = new Trail(70, 0, List.of(), false);

    /** Of a call that comes straight from a phone. */
    public static final Trail ONE_HOP = new Trail(NEW.maxForwards - 1, 0, List.of(), false);

    public Trail {
        diversions =
                List.copyOf(diversions.subList(0, Math.min(diversions.size(), MOST_DIVERSIONS)));
    }

    /** The same after one more has sent the call on. */
    public Trail after(Diversion latest) {
        var all = new ArrayList<Diversion>();
        all.add(latest);
        all.addAll(diversions);
        return new Trail(maxForwards, maxBreadth, all, withheld);
    }
}
