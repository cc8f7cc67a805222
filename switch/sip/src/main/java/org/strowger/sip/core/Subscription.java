package org.strowger.sip.core;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.event.EventPackage;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.transaction.ClientUser;
import org.strowger.sip.transaction.Timers;

/**
 * One subscription to a user's state (RFC 6665, section 4.2): its time, and the NOTIFYs that go to
 * the subscriber, one after the other. What changes while one waits for its answer is told by the
 * next, so a subscriber who does not answer costs one transaction.
 */
final class Subscription implements Timers.Owner, ClientUser<InboundMessage> {

    private final Subscriptions all;
    private final SipContext sip;
    private final Dialog dialog;
    private final String subscriber;
    private final String watched;
    private final EventPackage what;
    private final String event;
    private @Nullable Timer expiry;
    private long untilMicros;
    private long version;
    private boolean waiting;
    private boolean stale;
    private boolean over;

    /**
     * A subscription that has not begun.
     *
     * @param event value of Event, with its id if the subscriber gave one
     */
    Subscription(
            Subscriptions all,
            SipContext sip,
            Dialog dialog,
            String subscriber,
            String watched,
            EventPackage what,
            String event) {
        this.all = all;
        this.sip = sip;
        this.dialog = dialog;
        this.subscriber = subscriber;
        this.watched = watched;
        this.what = what;
        this.event = event;
    }

    @Override
    public String sipCallId() {
        return dialog.callId();
    }

    Dialog dialog() {
        return dialog;
    }

    String subscriber() {
        return subscriber;
    }

    String watched() {
        return watched;
    }

    EventPackage what() {
        return what;
    }

    /** Lasts for so long from now on, and tells the full state; 0 tells it for the last time. */
    void last(int seconds) {
        if (expiry != null) {
            expiry.cancel();
        }
        if (seconds == 0) {
            end();
            return;
        }
        long micros = MICROSECONDS.convert(seconds, SECONDS);
        untilMicros = sip.timers().now() + micros;
        expiry = sip.timers().after(micros, this, this::end);
        changed();
    }

    /**
     * Tells the state as it is now, as soon as the subscriber has answered what was told before.
     */
    void changed() {
        if (over) {
            return;
        }
        if (waiting) {
            stale = true;
            return;
        }
        long left = SECONDS.convert(untilMicros - sip.timers().now(), MICROSECONDS);
        tell("active;expires=" + Math.max(left, 0));
    }

    /** Its time is over, or the subscriber has had enough. */
    private void end() {
        if (over) {
            return;
        }
        forget();
        tell("terminated;reason=timeout");
    }

    private void forget() {
        over = true;
        if (expiry != null) {
            expiry.cancel();
        }
        all.remove(this);
    }

    private void tell(String state) {
        waiting = true;
        stale = false;
        var flow = dialog.flow();
        var notify = dialog.next("NOTIFY", sip.via(flow), sip.newBranch());
        var lines =
                sip.contact(flow)
                        + "Event: "
                        + event
                        + "\r\nSubscription-State: "
                        + state
                        + "\r\n"
                        + SipContext.USER_AGENT;
        var body = what.document(version++, all.uri(watched), subscriber, watched);
        sip.request(notify, flow, notify.octets(lines, what.type(), body), this);
    }

    /** A refusal ends it: the subscriber does not know it any more, or does not want it. */
    @Override
    public void response(int status, InboundMessage response) {
        if (status < 200 || over) {
            return;
        }
        waiting = false;
        if (status >= 300) {
            forget();
        } else if (stale) {
            changed();
        }
    }

    @Override
    public void timedOut() {
        broken();
    }

    @Override
    public void transportFailed() {
        broken();
    }

    @Override
    public void broken() {
        if (!over) {
            forget();
        }
    }
}
