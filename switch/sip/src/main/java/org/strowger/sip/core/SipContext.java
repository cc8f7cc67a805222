package org.strowger.sip.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.strowger.base.Entropy;
import org.strowger.sip.Flow;
import org.strowger.sip.ResponseTimes.Response;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.SipSender;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.Reasons;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.guard.SourceWatch;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipMessages;
import org.strowger.sip.message.StatelessResponse;
import org.strowger.sip.transaction.ClientUser;
import org.strowger.sip.transaction.InviteClientTransaction;
import org.strowger.sip.transaction.OutgoingRequest;
import org.strowger.sip.transaction.ServerKey;
import org.strowger.sip.transaction.Timers;
import org.strowger.sip.transaction.Transactions;

/** What every part of the core works with. */
record SipContext(
        SipConfig config,
        OwnNames names,
        Timers timers,
        Entropy entropy,
        SipSender sender,
        SipCounters counters,
        Transactions<InboundMessage> transactions,
        SipMessages messages,
        Map<String, Leg> legs,
        Map<String, List<ReferSubscription>> referrals,
        SourceWatch watch) {

    static final String ALLOW =
            "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, INFO, REGISTER, PRACK, SUBSCRIBE,"
                    + " REFER";
    static final String ACCEPT = "Accept: application/sdp";
    static final String USER_AGENT = "User-Agent: Strowger\r\n";

    private static final int RETRY_AFTER_MAX_S = 5;

    static SipContext of(
            SipConfig config,
            Timers timers,
            Entropy entropy,
            SipSender sender,
            SipCounters counters,
            SourceWatch watch) {
        var transactions =
                new Transactions<InboundMessage>(
                        timers, sender, config.limits().maxTransactions(), entropy.nextLong());
        return new SipContext(
                config,
                new OwnNames(config),
                timers,
                entropy,
                sender,
                counters,
                transactions,
                new SipMessages(),
                new HashMap<>(),
                new HashMap<>(),
                watch);
    }

    String newTag() {
        return entropy.hex(8);
    }

    String newBranch() {
        return ServerKey.MAGIC_COOKIE + entropy.hex(8);
    }

    /**
     * Sent-protocol and sent-by of a Via for requests that leave by this flow. A connection that we
     * open may be used for requests to us (RFC 5923).
     */
    String via(Flow flow) {
        boolean opened = flow.transport().isOpenedByUs() && flow.connection() == 0;
        var via = names.via(flow);
        return opened ? via + ";alias" : via;
    }

    /** A Contact line, with its CRLF, for messages that leave by this flow. */
    String contact(Flow flow) {
        return names.contact(flow);
    }

    /**
     * Sends a message that has no transaction: an ACK, or a response without state. The transport
     * counts a failure; the peer repeats what this would have answered.
     */
    void send(Flow flow, byte[] message) {
        sender.send(flow, message);
    }

    /** Sends an INVITE; its user hears what becomes of it. */
    InviteClientTransaction<InboundMessage> invite(
            RequestText invite, Flow flow, byte[] octets, ClientUser<InboundMessage> user) {
        return transactions.sendInvite(
                new OutgoingRequest<>(
                        invite.method(),
                        invite.branch(),
                        invite.callId(),
                        flow,
                        octets,
                        response -> invite.ackForRefusal(response.index().header("To"))),
                user);
    }

    /** Sends a request that is not an INVITE; its user hears what becomes of it. */
    void request(RequestText request, Flow flow, byte[] octets, ClientUser<InboundMessage> user) {
        transactions.sendRequest(
                new OutgoingRequest<>(
                        request.method(),
                        request.branch(),
                        request.callId(),
                        flow,
                        octets,
                        _ -> ResponseHead.NO_BODY),
                user);
    }

    /** Sends a request without a body that is not an INVITE. */
    void request(RequestText request, Flow flow, String lines, ClientUser<InboundMessage> user) {
        request(request, flow, request.octets(lines, ResponseHead.NO_BODY), user);
    }

    /**
     * Asks by OPTIONS whether somebody is there (section 11).
     *
     * @param routes URIs for Route headers, each in its angle brackets
     * @param us value of From without its tag
     * @param to value of To
     * @param callId a new one each time (section 8.1.1.4)
     */
    void askWhetherThere(
            String uri,
            Flow flow,
            List<String> routes,
            String us,
            String to,
            String callId,
            ClientUser<InboundMessage> user) {
        var from = us + ";tag=" + newTag();
        var options =
                new RequestText(
                        "OPTIONS", uri, via(flow), newBranch(), routes, from, to, callId, 1);
        request(options, flow, contact(flow) + ACCEPT + "\r\n" + USER_AGENT, user);
    }

    /** Answers without state (section 8.2.7). */
    void refuse(InboundMessage request, Refusal refusal) {
        if (request.index().isMethod("ACK")) {
            return;
        }
        int status = refusal.status();
        send(
                ResponseHead.replyTo(request),
                StatelessResponse.of(
                        request.index(),
                        request.flow().remote(),
                        status,
                        Reasons.phrase(status),
                        refusal.headers().toArray(new String[0])));
    }

    /**
     * Answers a request that is not an INVITE; a copy of it gets the same again.
     *
     * @param toTag added where its To has none
     * @param lines more header lines with their CRLF; may be empty
     * @param sdp a session description, or {@link ResponseHead#NO_BODY}
     */
    void respond(InboundMessage request, int status, String toTag, String lines, byte[] sdp) {
        var index = request.index();
        transactions
                .request(SipCore.keyOf(index), ResponseHead.replyTo(request), index.callId())
                .respond(status, ResponseHead.of(request).response(status, toTag, lines, sdp));
    }

    /** A message may move the other side (section 12.2); one without sense moves nothing. */
    void refreshTarget(Dialog dialog, InboundMessage message) {
        try {
            dialog.refreshTarget(messages.parse(message.index()));
        } catch (MalformedSipMessageException _) {
            count(SipCounter.GRAMMAR_REJECTED);
        }
    }

    /** 503, to come again in 1 to 5 s. */
    Refusal overloaded() {
        count(SipCounter.LIMIT_503);
        return Refusal.of(503, retryAfter());
    }

    /** A line of 1 to 5 s, another each time, so that callers do not come back all at once. */
    String retryAfter() {
        return "Retry-After: " + (1 + entropy.nextInt(RETRY_AFTER_MAX_S));
    }

    /** The response to a request that came at that time has just been sent. */
    void responded(Response response, long receivedMicros) {
        counters.responseTimes().responded(response, receivedMicros);
    }

    void count(SipCounter counter) {
        counters.increment(counter);
    }
}
