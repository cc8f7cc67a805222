package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.transaction.Timers;

/** How long a leg waits for a better response before it goes elsewhere. */
final class Patience {

    private final Timers timers;
    private @Nullable Timer end;

    Patience(Timers timers) {
        this.timers = timers;
    }

    /** Begins anew; 0 is for as long as it takes. */
    void begin(long micros, Timers.Owner owner, Runnable after) {
        stop();
        if (micros > 0) {
            end = timers.after(micros, owner, after);
        }
    }

    void stop() {
        if (end != null) {
            end.cancel();
            end = null;
        }
    }
}
