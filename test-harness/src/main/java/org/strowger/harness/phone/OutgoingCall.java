package org.strowger.harness.phone;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call that this phone makes: the client side of INVITE. Guarded by the phone's monitor. */
final class OutgoingCall extends PhoneCall {

    private final Map<Integer, byte[]> acks = new HashMap<>();
    private SipText invite;
    private Wire.@Nullable Repeat repeat;
    private boolean authorized;
    private boolean provisional;
    private boolean cancelWanted;

    OutgoingCall(Phone phone, Dialog dialog) {
        super(phone, dialog);
        this.invite = describe(dialog.request("INVITE", phone.via()), phone.telephoneEvent());
    }

    /** Sends the INVITE; with the monitor. */
    void start() {
        repeat = phone.wire.sendUntilStopped(invite.octets(), dialogAddress(), phone.t1Millis());
    }

    @Override
    InetSocketAddress dialogAddress() {
        return phone.server();
    }

    @Override
    void giveUp() {
        cancelWanted = true;
        if (provisional) { // Before any response a CANCEL must wait (RFC 3261, section 9.1).
            cancel();
        }
    }

    @Override
    void response(SipText response) {
        var ack = acks.get(response.sequence());
        if (ack != null) {
            phone.wire.send(ack, dialogAddress()); // The response came again: so does its ACK.
        } else if (response.sequence() == dialog.sequence) {
            int status = response.status();
            if (status < 200) {
                provisional(response);
            } else {
                stopRepeating();
                if (status < 300) {
                    success(response);
                } else {
                    failure(response);
                }
            }
        }
    }

    @Override
    void request(SipText request, InetSocketAddress source) {
        inDialog(request, source);
    }

    private void provisional(SipText response) {
        stopRepeating();
        boolean firstOne = !provisional;
        provisional = true;
        if (response.status() > 100) {
            dialog.remoteTag = SipText.parameter(response.first("To"), "tag");
            ringing();
            connect(response);
        }
        if (firstOne && cancelWanted) {
            cancel();
        }
    }

    private void success(SipText response) {
        dialog.remoteTag = SipText.parameter(response.first("To"), "tag");
        dialog.remoteTarget = SipText.uri(response.first("Contact"));
        acknowledge(response, dialog.numbered("ACK", phone.via(), dialog.sequence));
        if (is(State.ENDED)) {
            return;
        }
        connect(response);
        answered();
        if (cancelWanted) { // The CANCEL met the answer: it takes a BYE now.
            phone.ask(dialog.request("BYE", phone.via()), dialogAddress());
            end(200, false);
        }
    }

    private void failure(SipText response) {
        acknowledge(response, ofInvite("ACK").with("To", response.first("To")));
        int status = response.status();
        if ((status == 401 || status == 407) && !authorized && phone.hasPassword()) {
            authorized = true;
            var name = status == 401 ? "Authorization" : "Proxy-Authorization";
            var uri = invite.startLine().split(" ", 3)[1];
            var value = phone.authorization(response, "INVITE", uri);
            dialog.remoteTag = "";
            invite = describe(dialog.request("INVITE", phone.via()), phone.telephoneEvent());
            invite = invite.with(name, value);
            provisional = false;
            start();
        } else {
            refused(response);
        }
    }

    private void acknowledge(SipText response, SipText ack) {
        var octets = ack.octets();
        acks.put(response.sequence(), octets);
        phone.wire.send(octets, dialogAddress());
    }

    private void cancel() {
        phone.ask(ofInvite("CANCEL").with("To", invite.first("To")), dialogAddress());
    }

    /** ACK of a failure and CANCEL: the INVITE's URI, Via, From, Call-ID and number. */
    private SipText ofInvite(String method) {
        return SipText.of(method + invite.startLine().substring("INVITE".length()))
                .with("Via", invite.first("Via"))
                .with("Max-Forwards", "70")
                .with("From", invite.first("From"))
                .with("Call-ID", dialog.callId)
                .with("CSeq", invite.sequence() + " " + method);
    }

    private void stopRepeating() {
        if (repeat != null) {
            repeat.stop();
        }
    }
}
