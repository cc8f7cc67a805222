package org.strowger.sip.core;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.transaction.ClientUser;
import org.strowger.sip.transaction.InviteClientTransaction;

/**
 * The INVITE of a leg that we call, from one host to the next, until the first 2xx or the last
 * refusal (RFC 3261, sections 9.1 and 13.2). It may outlive its leg: a 2xx that comes then is
 * acknowledged and ended.
 */
final class UnansweredInvite {

    private static final int MAX_FORKS = 8;

    /** A phone that rings for longer is given up; 3 minutes with the usual T1 (timer C's time). */
    private static final int RINGING_T1S = 360;

    private static final Reason RANG_TOO_LONG = Reason.of(Q850.NO_ANSWER, "Ringing for too long");
    private static final Reason NO_USABLE_ANSWER =
            Reason.of(Q850.BEARER_NOT_IMPLEMENTED, "No usable answer");

    private final UacLeg leg;
    private final SipContext sip;
    private RequestText invite;
    private String moreLines = "";
    private Flow flow;
    private Correspondent whom;
    private @Nullable Attempt current;
    private final Patience patience;
    private final Patience ringing;
    private Set<String> earlyTags = new HashSet<>();
    private @Nullable EarlyForks reliable;
    private @Nullable InviteClientTransaction<InboundMessage> transaction;
    private @Nullable AudioDescription early;
    private @Nullable Reason hangUpReason;
    private boolean cancelSent;
    private boolean gaveUp;
    private boolean askedAgain;

    UnansweredInvite(UacLeg leg, RequestText invite, Flow flow, Correspondent whom) {
        this.leg = leg;
        this.sip = leg.sip();
        this.invite = invite;
        this.flow = flow;
        this.whom = whom;
        this.patience = new Patience(sip.timers());
        this.ringing = new Patience(sip.timers());
    }

    /**
     * Sends it.
     *
     * @param lines more header lines with their CRLF; may be empty
     */
    void call(AudioDescription offer, String lines) {
        moreLines = lines;
        send(leg.session().offer(offer), sip.config().session().expiresSeconds());
    }

    private void send(byte[] sdp, int expires) {
        sip.count(SipCounter.INVITE_SENT);
        var lines =
                sip.contact(flow)
                        + SipContext.ALLOW
                        + "\r\n"
                        + SipContext.ACCEPT
                        + "\r\n"
                        + SessionTerms.asking(expires, "", sip.config().session().minSeconds())
                        + leg.recourse().lines(invite.uri())
                        + moreLines
                        + SipContext.USER_AGENT;
        var octets = invite.octets(lines, sdp);
        var way = leg.recourse().way(flow, octets.length);
        if (!way.equals(flow)) {
            flow = way;
            invite = invite.again(sip.via(way), invite.branch());
            octets = invite.octets(lines, sdp);
        }
        var attempt = new Attempt(expires);
        current = attempt;
        transaction = sip.invite(invite, flow, octets, attempt);
        patience.sent(leg.recourse().patience(false), leg, this::goElsewhere);
    }

    private void goElsewhere() {
        var left = current;
        var calling = transaction;
        if (left == null || calling == null || hangUpReason != null || !calling.unanswered()) {
            return;
        }
        var credentials = leg.recourse().credentials();
        var before = new AbandonedInvite.Left(invite, flow, whom, credentials, calling);
        if (again(leg.recourse().silent(invite), left.expires)) {
            left.abandoned = new AbandonedInvite(leg, before);
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
        invite = retry.invite();
        flow = retry.flow();
        whom = retry.whom();
        var offer = retry.offer();
        send(offer == null ? leg.session().again() : leg.session().offer(offer), expires);
        return true;
    }

    /** RFC 4028, section 7.4: once more, with the time that the other side grants. */
    private void askForLonger(InboundMessage response, int expires) {
        askedAgain = true;
        reliable = null;
        invite = invite.next(sip.newBranch());
        send(leg.session().again(), SessionTerms.longer(response.index(), expires));
    }

    void hangUp(Reason reason) {
        if (hangUpReason == null) {
            hangUpReason = reason;
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
        Cancellation.send(leg, invite, flow, calling, hangUpReason);
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
                leg.finish(refused(status, response));
            }
        }

        private Recourse.@Nullable Retry next(InboundMessage response) {
            return hangUpReason == null
                    ? leg.recourse().refused(response, sent, !earlyTags.isEmpty())
                    : null;
        }

        @Override
        public void timedOut() {
            if (isCurrent()) {
                sip.count(SipCounter.TRANSACTION_TIMEOUT);
                failed(hangUpReason == null ? leg.recourse().silent(sent) : null, 408);
            }
        }

        @Override
        public void transportFailed() {
            if (isCurrent()) {
                failed(hangUpReason == null ? leg.recourse().unsent(sent) : null, 503);
            }
        }

        private void failed(Recourse.@Nullable Retry retry, int status) {
            if (!again(retry, expires)) {
                leg.finish(refused(status, 0));
            }
        }

        @Override
        public void broken() {
            leg.broken();
        }

        private boolean isCurrent() {
            return sent.equals(invite);
        }
    }

    private LegEnd refused(int status, InboundMessage response) {
        int q850 = ReasonHeader.q850(response.index());
        return hangUpReason == null
                ? new LegEnd(
                        LegEnd.Cause.REJECTED, status, q850, leg.recourse().redirectedTo(response))
                : refused(status, q850);
    }

    private LegEnd refused(int status, int q850) {
        boolean ours = hangUpReason != null && !gaveUp;
        return new LegEnd(ours ? LegEnd.Cause.OURS : LegEnd.Cause.REJECTED, status, q850);
    }

    private void provisional(int status, InboundMessage response) {
        cancelIfAllowed();
        if (leg.over()) {
            return;
        }
        ringing.trying(RINGING_T1S * sip.timers().t1(), leg, this::giveUp);
        if (status == 100) {
            patience.trying(leg.recourse().patience(true), leg, this::goElsewhere);
        } else {
            patience.rang();
            rang(status, response);
        }
    }

    private void rang(int status, InboundMessage response) {
        var listener = leg.listener();
        if (listener == null) {
            return;
        }
        var tag = response.index().toTag();
        boolean known = earlyTags.contains(tag);
        if (!known && earlyTags.size() == MAX_FORKS) {
            return;
        }
        if (EarlyForks.isReliable(response) && !early().take(response)) {
            return;
        }
        if (hangUpReason == null) {
            earlyTags.add(tag);
            var description = said(tag, response);
            early = description == null ? early : description;
            leg.watch().ringing(leg.name(tag));
            listener.ringing(status, description);
        }
    }

    /** Once there is a reliable answer a response repeats it, or has none that counts. */
    private @Nullable AudioDescription said(String tag, InboundMessage response) {
        var settled = settled(tag);
        var answer = LocalSession.answerIn(response);
        return settled == null || answer == null ? answer : settled;
    }

    private @Nullable AudioDescription settled(String tag) {
        return reliable == null ? null : reliable.session(tag);
    }

    private EarlyForks early() {
        var forks = reliable;
        if (forks == null) {
            forks = new EarlyForks(sip, invite.cseq(), this::fork);
            reliable = forks;
        }
        return forks;
    }

    private Dialog fork(InboundMessage response) {
        return AnsweredInvite.dialog(sip, leg.localTag(), invite, response, flow, whom);
    }

    private void giveUp() {
        gaveUp = hangUpReason == null;
        leg.hangUp(RANG_TOO_LONG);
    }

    /** The first; further ones go to {@link LateAnswers}. */
    private void accepted(InboundMessage response, int expires) {
        var answer = response.index();
        patience.stop();
        ringing.stop();
        var dialog = fork(response);
        if (reliable != null) {
            reliable.confirm(dialog, answer.toTag());
        }
        AnsweredInvite.acknowledge(sip, dialog, answer, leg.recourse().credentials());
        if (transaction != null) {
            transaction.acknowledged(AnsweredInvite.origin(leg.localTag(), invite), answer.toTag());
        }
        if (leg.over()) {
            Bye.send(sip, dialog, Reason.ELSEWHERE, Leg.NO_MATTER);
        } else {
            leg.established(dialog, answer, expires);
            established(response);
        }
    }

    private void established(InboundMessage response) {
        if (hangUpReason != null) {
            leg.hangUpWith(
                    hangUpReason, gaveUp ? refused(408, 0) : new LegEnd(LegEnd.Cause.OURS, 0));
            return;
        }
        var answer = answerIn(response);
        var listener = leg.listener();
        if (answer == null || listener == null) {
            leg.hangUpWith(NO_USABLE_ANSWER, new LegEnd(LegEnd.Cause.REJECTED, 488));
        } else {
            leg.watch().answered(leg.name());
            listener.answered(answer);
        }
    }

    /**
     * What came reliably before counts, whatever the 2xx says; what came with a provisional
     * response that was not reliable only where the 2xx says nothing (section 13.2.1).
     */
    private @Nullable AudioDescription answerIn(InboundMessage response) {
        var settled = settled(response.index().toTag());
        if (settled != null) {
            return settled;
        }
        return response.index().bodyLength() == 0 ? early : LocalSession.answerIn(response);
    }

    /** Whether it rings, or rang, in a dialog with that tag of the other side's. */
    boolean knows(String remoteTag) {
        return earlyTags.contains(remoteTag);
    }

    /** The same while nobody wants it to end. */
    boolean rings(String remoteTag) {
        return hangUpReason == null && knows(remoteTag);
    }

    /** Answers a request of who rings. */
    void request(InboundMessage request) {
        var forks = reliable;
        var tag = request.index().fromTag();
        boolean settled = forks != null && forks.isSettled(tag) && hangUpReason == null;
        var refusal = EarlyRequests.answer(sip, request, flow, settled);
        if (refusal != null) {
            sip.refuse(request, refusal);
        } else if (forks != null) {
            forks.offered(leg, request);
        }
    }

    /** The leg is over. */
    void stop() {
        ringing.stop();
        patience.stop();
        current = null;
    }
}
