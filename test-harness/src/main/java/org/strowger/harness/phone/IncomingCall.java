package org.strowger.harness.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call to this phone: the server side of INVITE. Guarded by the phone's monitor. */
public final class IncomingCall extends PhoneCall {

    private static final Map<Integer, String> REASONS =
            Map.of(480, "Temporarily Unavailable", 486, "Busy Here", 487, "Request Terminated");

    private final SipText invite;
    private final InetSocketAddress source;
    private Wire.@Nullable Repeat repeat;
    private @Nullable SipText cancel;

    IncomingCall(Phone phone, Dialog dialog, SipText invite, InetSocketAddress source) {
        super(phone, dialog);
        this.invite = invite;
        this.source = source;
        dialog.remoteTag = SipText.parameter(invite.first("From"), "tag");
    }

    /** Answers a call that rings. */
    public void answer() {
        phone.monitor.change(this::answerNow);
    }

    /** Refuses a call that rings. */
    public void reject(int status) {
        phone.monitor.change(() -> refuse(status));
    }

    /** User part of the caller's address. */
    public String caller() {
        return SipText.user(SipText.uri(invite.first("From")));
    }

    /** The INVITE as it came. */
    public SipText invite() {
        return invite;
    }

    /** Waits for the peer's CANCEL. */
    public SipText awaitCancel(Duration limit) {
        phone.monitor.await(() -> cancel != null, limit, () -> "no CANCEL: " + this);
        var came = phone.monitor.read(() -> cancel);
        if (came == null) {
            throw new NotInTimeException("no CANCEL: " + this);
        }
        return came;
    }

    /** Waits until the peer wants nothing more of this phone: its BYE, or its CANCEL. */
    public SipText awaitTakenBack(Duration limit) {
        awaitEnd(limit);
        var bye = bye();
        return bye == null ? awaitCancel(limit) : bye;
    }

    /** Begins as the phone is told to; with the monitor. */
    void start(Answering answering) {
        switch (answering) {
            case Answering.After after -> {
                ring();
                phone.wire.later(after.ringing().toMillis(), this::answer);
            }
            case Answering.Reject reject -> refuse(reject.status());
            case Answering.Ring _ -> ring();
            case Answering.Dead _ -> {
                // Not a word.
            }
        }
    }

    @Override
    InetSocketAddress dialogAddress() {
        return source;
    }

    @Override
    void giveUp() {
        refuse(480);
    }

    @Override
    void response(SipText response) {
        // This side sends no INVITE.
    }

    @Override
    void request(SipText request, InetSocketAddress from) {
        switch (request.method()) {
            case "CANCEL" -> {
                cancel = request;
                phone.respond(request, dialog.response(request, 200, "OK"), from);
                if (!is(State.ANSWERED)) {
                    refuse(487);
                }
            }
            case "ACK" -> {
                stopRepeating();
                connect(request);
            }
            default -> {
                if (request.sequence() != invite.sequence()) { // Else our INVITE came once more.
                    inDialog(request, from);
                }
            }
        }
    }

    private void ring() {
        ringing();
        phone.respond(invite, dialog.response(invite, 180, "Ringing"), source);
    }

    private void answerNow() {
        if (is(State.ANSWERED) || is(State.ENDED)) {
            return;
        }
        int event =
                invite.body().isBlank()
                        ? phone.telephoneEvent()
                        : phone.telephoneEvent(Sdp.parse(invite.body()));
        connect(invite);
        answered();
        last(describe(dialog.response(invite, 200, "OK"), event));
    }

    private void refuse(int status) {
        if (!is(State.ANSWERED) && !is(State.ENDED)) {
            last(dialog.response(invite, status, REASONS.getOrDefault(status, "No")));
            end(status, status == 487);
        }
    }

    /** A final response, again and again until its ACK (RFC 3261, sections 13.3.1.4, 17.2.1). */
    private void last(SipText response) {
        phone.remember(invite, response);
        repeat = phone.wire.sendUntilStopped(response.octets(), source, phone.t1Millis());
    }

    private void stopRepeating() {
        if (repeat != null) {
            repeat.stop();
        }
    }
}
