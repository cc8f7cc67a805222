package org.strowger.sip.core;

import java.util.HashMap;
import java.util.Map;
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
            String credentials,
            InviteClientTransaction<InboundMessage> transaction) {}

    private final Leg leg;
    private final Left left;
    private final Map<String, SentAck> acks = new HashMap<>();
    private boolean cancelled;

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
        Cancellation.send(leg, left.sent, left.flow, left.transaction, REASON);
    }

    /** Each fork has its own dialog, and so its own ACK and BYE (section 13.2.2.4). */
    private void end(InboundMessage response) {
        var tag = response.index().toTag();
        var before = acks.get(tag);
        if (before != null) {
            before.send(leg.sip());
        } else if (acks.size() < UacLeg.MAX_FORKS) {
            var fork = AnsweredInvite.dialog(leg, left.sent, response, left.flow, left.whom);
            acks.put(tag, SentAck.of(leg.sip(), fork, left.sent.cseq(), left.credentials));
            leg.sendBye(fork, REASON, Leg.NO_MATTER);
        }
    }
}
