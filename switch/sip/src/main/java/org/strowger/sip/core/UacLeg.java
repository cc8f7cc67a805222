package org.strowger.sip.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.LegEnd;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.transaction.ClientUser;
import org.strowger.sip.transaction.InviteClientTransaction;

/** A leg that we call (RFC 3261, sections 9.1 and 13.2). */
final class UacLeg extends Leg {

    static final int MAX_FORKS = 8;

    /** A phone that rings for longer is given up; 3 minutes with the usual T1 (timer C's time). */
    private static final int RINGING_T1S = 360;

    private RequestText invite;
    private String moreLines = "";
    private Flow flow;
    private Correspondent whom;
    private Recourse recourse = Recourse.NONE;
    private @Nullable Attempt current;
    private final Patience patience;
    private final Patience ringing;
    private Set<String> earlyTags = new HashSet<>();
    private @Nullable EarlyForks reliable;
    private Map<String, SentAck> acks = new HashMap<>();
    private @Nullable InviteClientTransaction<InboundMessage> transaction;
    private @Nullable AudioDescription early;
    private @Nullable String hangUpReason;
    private boolean cancelSent;
    private boolean gaveUp;
    private boolean askedAgain;

    UacLeg(SipContext sip, RequestText invite, String localTag, Flow flow, Correspondent whom) {
        super(sip, invite.callId(), localTag, true);
        this.invite = invite;
        this.flow = flow;
        this.whom = whom;
        this.patience = new Patience(sip.timers());
        this.ringing = new Patience(sip.timers());
    }

    /** What may be done when the INVITE gets nowhere; before {@link #call}. */
    void recourse(Recourse ours) {
        recourse = ours;
    }

    /**
     * Sends the INVITE.
     *
     * @param lines more header lines with their CRLF; may be empty
     */
    void call(AudioDescription offer, String lines) {
        moreLines = lines;
        send(session().offer(offer), sip().config().session().expiresSeconds());
    }

    private void send(byte[] sdp, int expires) {
        sip().count(SipCounter.INVITE_SENT);
        var lines =
                sip().contact(flow)
                        + SipContext.ALLOW
                        + "\r\n"
                        + SipContext.ACCEPT
                        + "\r\n"
                        + SessionTerms.asking(expires, "", sip().config().session().minSeconds())
                        + recourse.lines(invite.uri())
                        + moreLines
                        + SipContext.USER_AGENT;
        var octets = invite.octets(lines, sdp);
        var way = recourse.way(flow, octets.length);
        if (!way.equals(flow)) {
            flow = way;
            invite = invite.again(sip().via(way), invite.branch());
            octets = invite.octets(lines, sdp);
        }
        var attempt = new Attempt(expires);
        current = attempt;
        transaction = sip().invite(invite, flow, octets, attempt);
        patience.sent(recourse.patience(false), this, this::goElsewhere);
    }

    private void goElsewhere() {
        var left = current;
        var calling = transaction;
        if (left == null || calling == null || hangUpReason != null || !calling.unanswered()) {
            return;
        }
        var before = new AbandonedInvite.Left(invite, flow, whom, recourse.credentials(), calling);
        if (again(recourse.silent(invite), left.expires)) {
            left.abandoned = new AbandonedInvite(this, before);
        }
    }

    /** Sends the INVITE that is next, if there is one. */
    private boolean again(Recourse.@Nullable Retry retry, int expires) {
        if (retry == null) {
            return false;
        }
        ringing.anew();
        early = null;
        reliable = null;
        earlyTags = new HashSet<>();
        acks = new HashMap<>();
        invite = retry.invite();
        flow = retry.flow();
        whom = retry.whom();
        var offer = retry.offer();
        send(offer == null ? session().again() : session().offer(offer), expires);
        return true;
    }

    /** RFC 4028, section 7.4: once more, with the time that the other side grants. */
    private void askForLonger(InboundMessage response, int expires) {
        askedAgain = true;
        reliable = null;
        invite = invite.next(sip().newBranch());
        send(session().again(), SessionTerms.longer(response.index(), expires));
    }

    /** The leg that cannot even be tried: it ends, once the caller has it in hand. */
    void failLater(int status) {
        sip().timers().after(0, this, () -> finish(new LegEnd(LegEnd.Cause.REJECTED, status)));
    }

    @Override
    public void hangUp(String reason) {
        if (over() || hangUpReason != null) {
            return;
        }
        hangUpReason = reason;
        if (dialog() != null) {
            hangUpWith(reason, new LegEnd(LegEnd.Cause.OURS, 0));
        } else {
            cancelIfAllowed();
        }
    }

    /** A CANCEL may leave only after a provisional response (section 9.1). */
    private void cancelIfAllowed() {
        var calling = transaction;
        if (cancelSent || hangUpReason == null || calling == null || !calling.proceeding()) {
            return;
        }
        cancelSent = true;
        Cancellation.send(this, invite, flow, calling, hangUpReason);
    }

    /** One INVITE: what comes late for an earlier one means nothing any more. */
    private final class Attempt implements ClientUser<InboundMessage> {

        private final RequestText sent = invite;
        private final int expires;
        private @Nullable AbandonedInvite abandoned;

        Attempt(int expires) {
            this.expires = expires;
        }

        @Override
        public void response(int status, InboundMessage response) {
            if (!isCurrent()) {
                if (abandoned != null) {
                    abandoned.response(status, response);
                }
                return;
            }
            if (status < 200) {
                provisional(status, response);
            } else if (status < 300) {
                accepted(response, expires);
            } else if (status == 422 && expires > 0 && !askedAgain && hangUpReason == null) {
                askForLonger(response, expires);
            } else if (!again(next(response), expires)) {
                finish(refused(status, response));
            }
        }

        private Recourse.@Nullable Retry next(InboundMessage response) {
            return hangUpReason == null
                    ? recourse.refused(response, sent, !earlyTags.isEmpty())
                    : null;
        }

        @Override
        public void timedOut() {
            if (isCurrent()) {
                sip().count(SipCounter.TRANSACTION_TIMEOUT);
                failed(hangUpReason == null ? recourse.silent(sent) : null, 408);
            }
        }

        @Override
        public void transportFailed() {
            if (isCurrent()) {
                failed(hangUpReason == null ? recourse.unsent(sent) : null, 503);
            }
        }

        private void failed(Recourse.@Nullable Retry retry, int status) {
            if (!again(retry, expires)) {
                finish(refused(status, 0));
            }
        }

        @Override
        public void broken() {
            UacLeg.this.broken();
        }

        @Override
        public void terminated() {
            if (isCurrent()) {
                acks = Map.of();
                reliable = null;
                transaction = null;
            }
        }

        private boolean isCurrent() {
            return sent.equals(invite);
        }
    }

    private LegEnd refused(int status, InboundMessage response) {
        int q850 = ReasonHeader.q850(response.index());
        return hangUpReason == null
                ? new LegEnd(LegEnd.Cause.REJECTED, status, q850, recourse.redirectedTo(response))
                : refused(status, q850);
    }

    private LegEnd refused(int status, int q850) {
        boolean ours = hangUpReason != null && !gaveUp;
        return new LegEnd(ours ? LegEnd.Cause.OURS : LegEnd.Cause.REJECTED, status, q850);
    }

    private void provisional(int status, InboundMessage response) {
        ringing.trying(RINGING_T1S * sip().timers().t1(), this, this::giveUp);
        if (status == 100) {
            patience.trying(recourse.patience(true), this, this::goElsewhere);
        } else {
            patience.rang();
        }
        cancelIfAllowed();
        var listener = listener();
        if (status == 100 || listener == null) {
            return;
        }
        boolean known = earlyTags.contains(response.index().toTag());
        if (!known && earlyTags.size() == MAX_FORKS) {
            return;
        }
        if (EarlyForks.isReliable(response) && !early().take(response)) {
            return;
        }
        if (hangUpReason == null) {
            earlyTags.add(response.index().toTag());
            var description = LocalSession.answerIn(response);
            early = description == null ? early : description;
            watch().ringing();
            listener.ringing(status, description);
        }
    }

    private EarlyForks early() {
        var forks = reliable;
        if (forks == null) {
            forks = new EarlyForks(sip(), invite.cseq(), this::fork);
            reliable = forks;
        }
        return forks;
    }

    private Dialog fork(InboundMessage response) {
        return AnsweredInvite.dialog(this, invite, response, flow, whom);
    }

    private void giveUp() {
        gaveUp = hangUpReason == null;
        hangUp("Ringing for too long");
    }

    private void accepted(InboundMessage response, int expires) {
        var tag = response.index().toTag();
        var known = acks.get(tag);
        if (known != null) {
            known.send(sip());
            return;
        }
        if (acks.size() == MAX_FORKS) {
            return;
        }
        patience.stop();
        var fork = fork(response);
        if (reliable != null) {
            reliable.confirm(fork, tag);
        }
        acks.put(tag, SentAck.of(sip(), fork, invite.cseq(), recourse.credentials()));
        if (dialog() != null || over()) {
            sendBye(fork, "Answered elsewhere", NO_MATTER); // Section 13.2.2.4: one is enough.
            return;
        }
        dialog(fork);
        ringing.stop();
        recourse = recourse.answered();
        timer().granted(response.index(), expires);
        established(response);
    }

    private void established(InboundMessage response) {
        if (hangUpReason != null) {
            hangUpWith(hangUpReason, gaveUp ? refused(408, 0) : new LegEnd(LegEnd.Cause.OURS, 0));
            return;
        }
        var answer = LocalSession.answerIn(response);
        if (answer == null && response.index().bodyLength() == 0) {
            answer = early; // The answer may have come with a provisional response (13.2.1).
        }
        early = null;
        earlyTags = Set.of();
        var listener = listener();
        if (answer == null || listener == null) {
            hangUpWith("No usable answer", new LegEnd(LegEnd.Cause.REJECTED, 488));
        } else {
            watch().answered();
            listener.answered(answer);
        }
    }

    @Override
    boolean owns(InboundMessage request) {
        var index = request.index();
        return super.owns(request)
                || (dialog() == null
                        && earlyTags.contains(index.fromTag())
                        && index.callId().equals(sipCallId()));
    }

    @Override
    void request(InboundMessage request) {
        if (dialog() != null) {
            new DialogRequests(this, request).answer(DialogRequests.Phase.CONFIRMED, () -> {});
        } else {
            boolean answered = reliable != null && early != null;
            sip().refuse(request, EarlyRequests.answer(sip(), request, flow, answered));
        }
    }

    @Override
    boolean isEstablished() {
        return dialog() != null;
    }

    @Override
    boolean rings(String remoteTag) {
        return dialog() == null && hangUpReason == null && earlyTags.contains(remoteTag);
    }

    @Override
    Refusal prack(InboundMessage prack) {
        return Refusal.of(481); // We sent no provisional response.
    }

    @Override
    void confirmed() {} // Only a re-INVITE's ACK comes here; who answered it knows.

    @Override
    void abandon() {
        if (dialog() != null) {
            sendBye("Internal error", NO_MATTER);
        } else if (hangUpReason == null) {
            hangUpReason = "Internal error";
            cancelIfAllowed();
        }
    }

    @Override
    void released() {
        ringing.stop();
        patience.stop();
        current = null;
        earlyTags = Set.of();
        reliable = null;
        var ended = recourse;
        recourse = Recourse.NONE;
        ended.over();
    }
}
