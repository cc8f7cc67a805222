package org.strowger.sip.core;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.transaction.Timers;

/**
 * Subscriptions whose state has changed. Some are told at once, the others a little later: a change
 * that thousands watch must not hold up the calls. As large as there are subscriptions.
 */
final class NotifyQueue implements Timers.Owner {

    /** So many NOTIFYs leave within {@link #PAUSE_MICROS}. */
    static final int AT_ONCE = 50;

    private static final long PAUSE_MICROS = 10_000;

    private final SipContext sip;
    private final SequencedSet<Subscription> waiting = new LinkedHashSet<>();
    private @Nullable Timer next;
    private long pauseEnds = Long.MIN_VALUE;
    private int left;

    NotifyQueue(SipContext sip) {
        this.sip = sip;
    }

    /** These have something to tell. */
    void add(Collection<Subscription> changed) {
        waiting.addAll(changed);
        if (next == null) {
            drain();
        }
    }

    private void drain() {
        next = null;
        long now = sip.timers().now();
        if (now >= pauseEnds) {
            pauseEnds = now + PAUSE_MICROS;
            left = AT_ONCE;
        }
        for (; left > 0 && !waiting.isEmpty(); left--) {
            var one = waiting.removeFirst();
            sip.timers().guarded(one, one::changed);
        }
        if (!waiting.isEmpty()) {
            next = sip.timers().after(pauseEnds - now, this, this::drain);
        }
    }

    @Override
    public String sipCallId() {
        return "none";
    }

    @Override
    public void broken() {
        waiting.clear(); // Each is told of its state by the next change.
    }
}
