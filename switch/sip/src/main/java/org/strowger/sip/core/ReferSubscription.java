package org.strowger.sip.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.LegEvents;
import org.strowger.sip.Referral;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.Reasons;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.transaction.ClientUser;
import org.strowger.sip.transaction.Timers;

/**
 * The subscription that a REFER makes (RFC 3515, section 2.4): how the referred call goes, by
 * NOTIFY in the REFER's dialog. It may outlive the leg: who hung up may still want to know.
 *
 * <p>While one NOTIFY waits for its answer only the newest status is kept, so none overtakes
 * another; the last one waits for nothing, as BYE may follow it.
 */
final class ReferSubscription implements Referral, Timers.Owner {

    /** Longer than any phone may ring. */
    private static final int EXPIRES_S = 240;

    private static final String SIPFRAG = "message/sipfrag;version=2.0";

    private final SipContext sip;
    private final Dialog dialog;
    private final long id;
    private final String number;
    private final @Nullable LegEvents replaced;
    private int latest = 100;
    private int told;
    private boolean begun;
    private boolean over;
    private boolean waiting;
    private long expiresAtMicros;
    private @Nullable Timer expiry;

    /**
     * One that nothing is told of before {@link #begin}.
     *
     * @param id number of the REFER (section 2.4.6)
     */
    ReferSubscription(
            SipContext sip, Dialog dialog, long id, String number, @Nullable LegEvents replaced) {
        this.sip = sip;
        this.dialog = dialog;
        this.id = id;
        this.number = number;
        this.replaced = replaced;
    }

    /** The REFER was accepted: tells at once how far it is (section 2.4.4). */
    void begin() {
        begun = true;
        long micros = TimeUnit.SECONDS.toMicros(EXPIRES_S);
        expiresAtMicros = sip.timers().now() + micros;
        expiry = sip.timers().after(micros, this, this::expired);
        tell();
    }

    @Override
    public String number() {
        return number;
    }

    @Override
    public @Nullable LegEvents replaced() {
        return replaced;
    }

    @Override
    public void progress(int status) {
        if (latest < 200) {
            latest = status;
            if (begun) {
                tell();
            }
        }
    }

    @Override
    public String sipCallId() {
        return dialog.callId();
    }

    @Override
    public void broken() {
        finish();
    }

    private void tell() {
        if (over || told == latest || (waiting && latest < 200)) {
            return;
        }
        told = latest;
        if (latest < 200) {
            long left = expiresAtMicros - sip.timers().now();
            send("active;expires=" + TimeUnit.MICROSECONDS.toSeconds(left));
        } else {
            finish();
            send("terminated;reason=noresource");
        }
    }

    private void expired() {
        finish();
        send("terminated;reason=timeout");
    }

    private void finish() {
        over = true;
        if (expiry != null) {
            expiry.cancel();
            expiry = null;
        }
    }

    private void send(String state) {
        waiting = true;
        var flow = dialog.flow();
        var notify = dialog.next("NOTIFY", sip.via(flow), sip.newBranch());
        var lines =
                sip.contact(flow)
                        + ("Event: refer;id=" + id + "\r\n")
                        + ("Subscription-State: " + state + "\r\n")
                        + SipContext.USER_AGENT;
        var fragment = "SIP/2.0 " + latest + ' ' + Reasons.phrase(latest) + "\r\n";
        sip.request(
                notify,
                flow,
                notify.octets(lines, SIPFRAG, fragment.getBytes(US_ASCII)),
                new Answer());
    }

    /** Who does not take a NOTIFY gets no more of them (RFC 6665, section 4.2.2). */
    private final class Answer implements ClientUser<InboundMessage> {

        @Override
        public void response(int status, InboundMessage response) {
            if (status >= 300) {
                finish();
            } else if (status >= 200) {
                waiting = false;
                tell();
            }
        }

        @Override
        public void timedOut() {
            finish();
        }

        @Override
        public void transportFailed() {
            finish();
        }

        @Override
        public void broken() {
            finish();
        }
    }
}
