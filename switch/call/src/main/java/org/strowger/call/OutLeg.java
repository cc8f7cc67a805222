package org.strowger.call;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaStatistics;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.SipLeg;
import org.strowger.sip.sdp.AudioDescription;

/** Leg B: one that the switch started, towards an agent, a user or a trunk. */
final class OutLeg implements LegEvents, MediaEvents {

    /** Who started the leg, and hears what becomes of it. */
    interface Owner {
        void ringing(OutLeg leg);

        /** The called side sends voice before it answers: its own tone, or an announcement. */
        default void heard(OutLeg leg) {
            ringing(leg);
        }

        void answered(OutLeg leg);

        /** The signalling is over; told once, whether or not it was ever answered. */
        void ended(OutLeg leg, LegEnd end);
    }

    private static final Logger LOG = LoggerFactory.getLogger(OutLeg.class);
    private static final LegEnd NOT_CALLED = new LegEnd(LegEnd.Cause.REJECTED, 500);
    private static final LegEnd NO_PORT = new LegEnd(LegEnd.Cause.REJECTED, 503);
    private static final LegEnd WITHDRAWN = new LegEnd(LegEnd.Cause.OURS, 487);

    private final Call call;
    private final Exchange exchange;
    private final Owner owner;
    private final OutgoingCall.Target target;
    private final LegLog log;
    private @Nullable MediaLeg media;
    private @Nullable InetSocketAddress local;
    private @Nullable SipLeg sip;
    private boolean answered;
    private boolean hungUp;
    private boolean sipOver;
    private boolean mediaOver;

    OutLeg(Call call, Exchange exchange, Owner owner, OutgoingCall.Target target, LegLog log) {
        this.call = call;
        this.exchange = exchange;
        this.owner = owner;
        this.target = target;
        this.log = log;
    }

    /** Gets a port, then sends the INVITE: a port is bound before it is offered. */
    void open(long affinity) {
        media = exchange.media().open(affinity, new PostedMediaEvents(call.guarding(), this));
    }

    /** Ends the leg in whatever phase it is, before its INVITE has left too. */
    void hangUp(String reason) {
        hungUp = true;
        log.ended(exchange.now());
        var leg = sip;
        if (leg != null) {
            leg.hangUp(reason);
        }
    }

    boolean isAnswered() {
        return answered;
    }

    boolean isOver() {
        return sipOver && mediaOver;
    }

    MediaLeg media() {
        if (media == null) {
            throw new IllegalStateException("a leg is used before it was opened");
        }
        return media;
    }

    @Override
    public void opened(InetSocketAddress address) {
        local = address;
        if (hungUp) {
            over(WITHDRAWN);
            return;
        }
        var offer = Sessions.offer(address, call.codec());
        var log = call.log();
        var outgoing = new OutgoingCall(target, log.caller(), log.callerName(), offer);
        try {
            var leg = exchange.sip().call(outgoing, this);
            sip = leg;
            this.log.dialog(leg.sipCallId());
        } catch (RuntimeException bug) {
            LOG.error("a bug ends a leg of call {}", call.id(), bug);
            over(NOT_CALLED); // Else an agent would be held by a leg that never was.
        }
    }

    @Override
    public void failed(String problem) {
        mediaOver = true;
        over(NO_PORT);
    }

    @Override
    public void key(char key, int durationMillis) {
        // Keys of the called side mean nothing yet; they reach the caller through the relay.
    }

    @Override
    public void played(int generation) {
        // Nothing is played to the called side.
    }

    @Override
    public void closed(MediaStatistics statistics) {
        mediaOver = true;
        log.media(statistics);
        if (!sipOver) {
            hangUp("the voice port is lost");
        }
        call.finishWhenOver();
    }

    @Override
    public void ringing(int status, @Nullable AudioDescription early) {
        if (early == null) {
            owner.ringing(this);
        } else {
            Sessions.connectOffered(media(), early);
            owner.heard(this);
        }
    }

    @Override
    public void answered(AudioDescription answer) {
        answered = true;
        log.answered(exchange.now());
        Sessions.connectOffered(media(), answer);
        owner.answered(this);
    }

    @Override
    public void answeredAgain(AudioDescription answer) {
        Sessions.connectOffered(media(), answer);
    }

    @Override
    public @Nullable AudioDescription offered(AudioDescription offer) {
        var here = local;
        var ours = here == null ? null : Sessions.answer(offer, here).orElse(null);
        if (ours != null) {
            Sessions.connectAnswered(media(), offer, ours);
        }
        return ours;
    }

    @Override
    public void ended(LegEnd end) {
        over(end);
    }

    private void over(LegEnd end) {
        sipOver = true;
        log.ended(exchange.now());
        if (end.status() != 0) {
            log.failed(end.status());
        }
        if (!mediaOver) {
            media().close();
        }
        owner.ended(this, end);
        call.finishWhenOver();
    }
}
