package org.strowger.call;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.TimerWheel;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;

/**
 * How old a call may become: as any, as the number that was dialled says, or as the queue from
 * which it was answered. Whoever vanished without a BYE would else hold it, and an agent, for ever.
 */
final class CallAge {

    private static final Logger LOG = LoggerFactory.getLogger(CallAge.class);

    private final Call call;
    private final Exchange exchange;
    private final long longestMicros;
    private long beganMicros;
    private long endMicros;
    private TimerWheel.Timer timer;
    private boolean over;

    /**
     * Of a call that begins.
     *
     * @param longest of calls to its number, in microseconds; 0 for that of any
     */
    CallAge(Call call, Exchange exchange, long now, long longest) {
        this.call = call;
        this.exchange = exchange;
        this.beganMicros = now;
        long most = exchange.longestCallMicros();
        this.longestMicros = longest == 0 ? most : Math.min(longest, most);
        this.endMicros = now + longestMicros;
        this.timer = exchange.wheel().schedule(endMicros, () -> call.guarded(this::tooOld));
    }

    /** The call ends that long from now, if it would not sooner. */
    void endsWithin(long micros) {
        long until = exchange.now() + micros;
        if (until < endMicros && !over) {
            endMicros = until;
            timer.cancel();
            timer = exchange.wheel().schedule(until, () -> call.guarded(this::tooOld));
        }
    }

    /** Nobody was there before: it counts from now on. */
    void beginsAnew() {
        if (!over) {
            timer.cancel();
            beganMicros = exchange.now();
            endMicros = beganMicros + longestMicros;
            timer = exchange.wheel().schedule(endMicros, () -> call.guarded(this::tooOld));
        }
    }

    void stop() {
        over = true;
        timer.cancel();
    }

    private void tooOld() {
        long seconds = TimeUnit.MICROSECONDS.toSeconds(endMicros - beganMicros);
        LOG.warn("call {} ends: it is {} s old, and may be no older", call.id(), seconds);
        call.hangUp(Reason.of(Q850.NORMAL_UNSPECIFIED, "the call may be no longer"));
    }
}
