package org.strowger.media.transport;

import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.strowger.media.DtmfReceiver;

/** Events of RFC 4733 on one way, as keys; those whose end packets are all lost end by time. */
final class KeyWatch {

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final DtmfReceiver keys;
    private @Nullable ScheduledFuture<?> timer;

    KeyWatch(RtpLeg leg, RtpLoop loop, DtmfReceiver.Listener listener) {
        this.leg = leg;
        this.loop = loop;
        this.keys = new DtmfReceiver(listener);
    }

    DtmfReceiver keys() {
        return keys;
    }

    /** The packet in {@code loop.in} is an event. */
    void onEvent() {
        keys.onPacket(loop.header, loop.in, loop.nowMicros());
        watch();
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** The same, and what is pressed now is never told. */
    void forget() {
        keys.forgetOpen();
        stop();
    }

    private void watch() {
        if (timer == null && keys.isOpen()) {
            long delay = keys.expiresAtMicros() - loop.nowMicros();
            timer = loop.schedule(() -> leg.guard(this::due), delay);
        }
    }

    private void due() {
        timer = null;
        keys.expire(loop.nowMicros());
        watch();
    }
}
