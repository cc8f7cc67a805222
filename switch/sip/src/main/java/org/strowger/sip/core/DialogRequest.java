package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.registrar.DigestClient;
import org.strowger.sip.transaction.ClientUser;
import org.strowger.sip.transaction.InviteClientTransaction;

/**
 * One request of ours inside a dialog. Where we have a password it answers a challenge: the request
 * goes once more, with the next number (RFC 3261, section 22.2).
 */
final class DialogRequest implements ClientUser<InboundMessage> {

    private final SipContext sip;
    private final Dialog dialog;
    private final Flow flow;
    private final String method;
    private final String lines;
    private final String type;
    private final byte[] body;
    private final ClientUser<InboundMessage> user;
    private @Nullable DigestClient digest;
    private @Nullable InviteClientTransaction<InboundMessage> invite;
    private String credentials = "";
    private @Nullable RequestText switched;
    private boolean overUdp;

    /**
     * A request that is not sent yet.
     *
     * @param flow the way it goes
     * @param lines header lines with their CRLF
     * @param body a session description, or {@link org.strowger.sip.dialog.ResponseHead#NO_BODY}
     * @param user told of everything but challenges that are answered
     */
    DialogRequest(
            SipContext sip,
            Dialog dialog,
            Flow flow,
            String method,
            String lines,
            byte[] body,
            ClientUser<InboundMessage> user) {
        this(sip, dialog, flow, method, lines, "application/sdp", body, user);
    }

    /** The same with a body of another type. */
    DialogRequest(
            SipContext sip,
            Dialog dialog,
            Flow flow,
            String method,
            String lines,
            String type,
            byte[] body,
            ClientUser<InboundMessage> user) {
        this.sip = sip;
        this.dialog = dialog;
        this.flow = flow;
        this.method = method;
        this.lines = lines;
        this.type = type;
        this.body = body;
        this.user = user;
    }

    void send() {
        send(dialog.next(method, sip.via(flow), sip.newBranch()));
    }

    private void send(RequestText request) {
        credentials = digest == null ? "" : digest.lines(method, request.uri());
        var octets = octets(request);
        var way = way(octets.length);
        if (way.equals(flow)) {
            switched = null;
            send(request, way, octets);
        } else {
            switched = request;
            var overTcp = request.again(sip.via(way), request.branch());
            send(overTcp, way, octets(overTcp));
        }
    }

    private byte[] octets(RequestText request) {
        return body.length == 0
                ? request.octets(credentials + lines, body)
                : request.octets(credentials + lines, type, body);
    }

    /** Over TCP for what is too large for UDP, unless that was refused (section 18.1.1). */
    private Flow way(int octets) {
        var tcp = Flow.Transport.TCP;
        boolean large =
                octets > Trunk.LARGEST_DATAGRAM
                        && !overUdp
                        && flow.transport() == Flow.Transport.UDP
                        && dialog.takesTcp()
                        && sip.config().addresses().containsKey(tcp);
        return large
                ? new Flow(tcp, sip.config().address(tcp, flow.remote()), flow.remote(), 0)
                : flow;
    }

    private void send(RequestText request, Flow way, byte[] octets) {
        if (method.equals("INVITE")) {
            invite = sip.invite(request, way, octets, this);
        } else {
            sip.request(request, way, octets, this);
        }
    }

    /** Of a re-INVITE's ACK; lines with their CRLF. */
    String credentials() {
        return credentials;
    }

    /** Only final responses end a re-INVITE that was answered provisionally, or this does. */
    void finalResponseDue() {
        if (invite != null) {
            invite.finalResponseDue();
        }
    }

    @Override
    public void response(int status, InboundMessage response) {
        if (answers(status, response)) {
            sip.count(SipCounter.TRUNK_CHALLENGE_ANSWERED);
            send();
        } else {
            user.response(status, response);
        }
    }

    private boolean answers(int status, InboundMessage response) {
        var ours = dialog.credentials();
        if (ours == null || (status != 401 && status != 407)) {
            return false;
        }
        var client = digest;
        if (client == null) {
            client = new DigestClient(ours, sip.entropy());
            digest = client;
        }
        return client.challenged(status, response.index());
    }

    @Override
    public void timedOut() {
        user.timedOut();
    }

    @Override
    public void transportFailed() {
        var refused = switched;
        if (refused == null) {
            user.transportFailed();
        } else {
            overUdp = true;
            send(refused.again(sip.via(flow), sip.newBranch()));
        }
    }

    @Override
    public void broken() {
        user.broken();
    }
}
