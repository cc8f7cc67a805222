package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.transaction.Timers;

/** How long a leg waits for a better response before it goes elsewhere; 0 is for ever. */
final class Patience {

    private final Timers timers;
    private @Nullable Timer end;
    private boolean heard;

    Patience(Timers timers) {
        this.timers = timers;
    }

    /** An INVITE was sent: begins anew. */
    void sent(long micros, Timers.Owner owner, Runnable after) {
        anew();
        begin(micros, owner, after);
    }

    /** A 100 came: the first one counts, and none after a better response. */
    void trying(long micros, Timers.Owner owner, Runnable after) {
        if (!heard) {
            heard = true;
            begin(micros, owner, after);
        }
    }

    private void begin(long micros, Timers.Owner owner, Runnable after) {
        stop();
        if (micros > 0) {
            end = timers.after(micros, owner, after);
        }
    }

    /** A better response came: from now on it takes as long as it takes. */
    void rang() {
        heard = true;
        stop();
    }

    /** As if nothing had come. */
    void anew() {
        heard = false;
        stop();
    }

    void stop() {
        if (end != null) {
            end.cancel();
            end = null;
        }
    }
}
