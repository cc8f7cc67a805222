package org.strowger.sip.core;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;
import org.strowger.sip.message.SipIndex;

/**
 * Keeps one leg's session alive, or ends it when the peer does not (RFC 4028, section 10). A peer
 * that knows no timers is asked all the same: so who has vanished without BYE is found out.
 */
final class SessionTimer implements Runnable {

    private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

    /** Before its end a session that the peer has not refreshed is given up (section 10). */
    private static final long GRACE = 32 * SECOND;

    /** When we do not own the Call-ID, then up to 2 s after a 491; else 2.1 to 4 s (14.1). */
    private static final int GLARE_STEPS = 200;

    private static final long GLARE_STEP = 10_000;
    private static final long OWNER_WAITS = 2_100_000;

    private static final Reason EXPIRED = Reason.of(Q850.TIMER_EXPIRED, "Session expired");

    private final Leg leg;
    private final boolean ownsCallId;
    private int seconds; // Terms, without an object for each leg.
    private boolean ours;
    private boolean peerTakesUpdate;
    private @Nullable Timer due;
    private @Nullable SessionRefresh refresh;

    SessionTimer(Leg leg, boolean ownsCallId) {
        this.leg = leg;
        this.ownsCallId = ownsCallId;
    }

    /** The peer's request, which our 2xx will grant. */
    void asked(SipIndex request) {
        learn(request);
        settle(SessionTerms.granting(request, times()));
    }

    /** Header lines of that 2xx. */
    String lines() {
        return new SessionTerms(seconds, ours).lines();
    }

    /** The 2xx to a request of ours has settled it. */
    void granted(SipIndex response, int askedSeconds) {
        learn(response);
        settle(SessionTerms.granted(response, askedSeconds, times()));
        begin();
    }

    /** The time is over. */
    @Override
    public void run() {
        if (ours) {
            refresh();
        } else {
            expire();
        }
    }

    private void settle(SessionTerms terms) {
        seconds = terms.seconds();
        ours = terms.ours();
    }

    /** It is settled, or the peer has shown that it is there: the time begins anew. */
    void begin() {
        stop();
        long whole = seconds * SECOND;
        if (whole == 0) {
            return;
        }
        if (ours) {
            after(whole / 2, this);
        } else {
            after(whole - Math.min(GRACE, whole / 3), this);
        }
    }

    /** Whether the peer can be asked by UPDATE, when the message says so (RFC 3311, section 4). */
    private void learn(SipIndex message) {
        if (!message.header("Allow").isEmpty()) {
            peerTakesUpdate = OptionTags.has(message, "Allow", "UPDATE");
        }
    }

    /** The leg ends. */
    void stop() {
        if (due != null) {
            due.cancel();
            due = null;
        }
    }

    /** Whether our refresh waits for its answer: the peer's has to wait (RFC 3261, 14.2). */
    boolean isRefreshing() {
        return refresh != null;
    }

    /** The refresh got a 2xx. */
    void refreshed(SipIndex response) {
        refresh = null;
        if (!leg.hangingUp() && !leg.over()) {
            granted(response, seconds);
        }
    }

    /** The refresh was refused. */
    void refused(int status, SipIndex response) {
        refresh = null;
        if (leg.hangingUp() || leg.over()) {
            return;
        }
        switch (status) {
            case 408, 481 -> expire(); // RFC 3261, section 12.2.1.2
            case 405, 501 -> {
                peerTakesUpdate = false;
                again();
            }
            case 422 -> {
                settle(new SessionTerms(SessionTerms.longer(response, seconds), true));
                again();
            }
            case 491 -> after(glare(), this::refresh);
            default -> begin(); // It lives, whatever it thinks of our timer.
        }
    }

    /** Nobody answered the refresh. */
    void unanswered() {
        refresh = null;
        expire();
    }

    private SessionTimes times() {
        return leg.sip().config().session();
    }

    private void again() {
        after(seconds * SECOND / 20, this::refresh);
    }

    private long glare() {
        long random = leg.sip().entropy().nextInt(GLARE_STEPS) * GLARE_STEP;
        return ownsCallId ? OWNER_WAITS + random : random;
    }

    private void refresh() {
        due = null;
        var dialog = leg.dialog();
        if (dialog == null || leg.hangingUp()) {
            return;
        }
        if (leg.awaitsAck()) {
            after(glare(), this::refresh); // One of the peer's is under way.
            return;
        }
        var sent = new SessionRefresh(leg, dialog, this, seconds);
        refresh = sent;
        sent.send(peerTakesUpdate);
    }

    private void expire() {
        due = null;
        leg.hangUpWith(EXPIRED, new LegEnd(LegEnd.Cause.LOST, 0, EXPIRED.q850()));
    }

    private void after(long micros, Runnable action) {
        stop();
        due = leg.sip().timers().after(micros, leg, action);
    }
}
