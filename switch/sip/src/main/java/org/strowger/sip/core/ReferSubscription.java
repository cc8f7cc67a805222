package org.strowger.sip.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.LegEvents;
import org.strowger.sip.Referral;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.Reasons;
import org.strowger.sip.dialog.ResponseHead;
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
        sip.referrals().computeIfAbsent(dialog.localTag(), _ -> new ArrayList<>()).add(this);
        tell();
    }

    /**
     * Answers a SUBSCRIBE inside a dialog, if it is for what a REFER in it asked for (RFC 3515,
     * section 2.4.4): the peer wants to be told for longer, or no more.
     *
     * @return whether it is
     */
    static boolean refreshes(SipContext sip, InboundMessage request) {
        var index = request.index();
        var event = index.header("Event").replace(" ", "");
        if (!event.equals("refer") && !event.startsWith("refer;id=")) {
            return false;
        }
        for (var one : sip.referrals().getOrDefault(index.toTag(), List.of())) {
            boolean named = event.equals("refer") || event.equals("refer;id=" + one.id);
            if (named && one.dialog.owns(request)) {
                sip.timers().guarded(one, () -> one.refreshed(request));
                return true;
            }
        }
        return false;
    }

    private void refreshed(InboundMessage request) {
        if (!dialog.inOrder(request.index().cseq())) {
            sip.refuse(request, Refusal.of(500));
            return;
        }
        long asked = Seconds.of(request.index().header("Expires"));
        long seconds = asked < 0 ? EXPIRES_S : Math.min(asked, EXPIRES_S);
        var lines = sip.contact(dialog.flow()) + "Expires: " + seconds + "\r\n";
        sip.respond(request, 200, "", lines, ResponseHead.NO_BODY);
        if (seconds == 0) {
            expired();
            return;
        }
        if (expiry != null) {
            expiry.cancel();
        }
        long micros = TimeUnit.SECONDS.toMicros(seconds);
        expiresAtMicros = sip.timers().now() + micros;
        expiry = sip.timers().after(micros, this, this::expired);
        told = 0; // Each SUBSCRIBE is answered by a NOTIFY (RFC 6665, section 4.2.1.2).
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
        sip.referrals()
                .computeIfPresent(
                        dialog.localTag(),
                        (_, all) -> {
                            all.remove(this);
                            return all.isEmpty() ? null : all;
                        });
        if (expiry != null) {
            expiry.cancel();
            expiry = null;
        }
    }

    private void send(String state) {
        waiting = true;
        var flow = dialog.flow();
        var lines =
                sip.contact(flow)
                        + ("Event: refer;id=" + id + "\r\n")
                        + ("Subscription-State: " + state + "\r\n")
                        + SipContext.USER_AGENT;
        var fragment = "SIP/2.0 " + latest + ' ' + Reasons.phrase(latest) + "\r\n";
        var body = fragment.getBytes(US_ASCII);
        new DialogRequest(sip, dialog, flow, "NOTIFY", lines, SIPFRAG, body, new Answer()).send();
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
