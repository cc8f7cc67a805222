package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel;

/**
 * The one timer that a part of a call has: what is started takes the place of what ran. For the
 * signalling thread.
 */
final class OneTimer {

    private final Exchange exchange;
    private TimerWheel.@Nullable Timer running;

    /** It does not run yet. */
    OneTimer(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Runs something once, unless it is stopped before.
     *
     * @param micros from now on
     * @param then what; guards itself against bugs, see {@link Call#guarded}
     */
    void start(long micros, Runnable then) {
        stop();
        long until = exchange.now() + micros;
        running =
                exchange.wheel()
                        .schedule(
                                until,
                                () -> {
                                    running = null;
                                    then.run();
                                });
    }

    void stop() {
        if (running != null) {
            running.cancel();
            running = null;
        }
    }

    boolean runs() {
        return running != null;
    }
}
