package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.transaction.InviteClientTransaction;

/**
 * An INVITE that we no longer wait for, because another one of the same leg went to another host:
 * it is cancelled as soon as that is allowed (RFC 3261, section 9.1), and a 2xx that comes all the
 * same is acknowledged and ended.
 */
final class AbandonedInvite {

    private static final String REASON = "Answered elsewhere";

    /** What it was. */
    record Left(
            RequestText sent,
            Flow flow,
            Correspondent whom,
            InviteClientTransaction<InboundMessage> transaction) {}

    private final Leg leg;
    private final Left left;
    private boolean cancelled;
    private @Nullable SentAck ack;

    AbandonedInvite(Leg leg, Left left) {
        this.leg = leg;
        this.left = left;
        left.transaction.askNoMore();
        cancelIfAllowed();
    }

    void response(int status, InboundMessage response) {
        if (status < 200) {
            cancelIfAllowed();
        } else if (status < 300) {
            end(response);
        }
    }

    private void cancelIfAllowed() {
        if (cancelled || !left.transaction.proceeding()) {
            return;
        }
        cancelled = true;
        leg.cancel(left.sent, left.flow, left.transaction, REASON);
    }

    private void end(InboundMessage response) {
        var before = ack;
        if (before != null) {
            before.send(leg.sip());
            return;
        }
        var fork = AnsweredInvite.dialog(leg, left.sent, response, left.flow, left.whom);
        ack = SentAck.of(leg.sip(), fork, left.sent.cseq());
        leg.sendBye(fork, REASON, Leg.NO_MATTER);
    }
}
