package org.strowger.call;

import java.net.StandardProtocolFamily;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Caller;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.Reason;
import org.strowger.sip.Referral;
import org.strowger.sip.SipLeg;
import org.strowger.sip.sdp.AudioDescription;

/**
 * The leg of a caller who is called back: for its call one that came in with a late offer.
 * Answering it sends our offer in an INVITE of ours, and what the caller's answer brings is what an
 * ACK would have brought. Until then it stands in for the caller, who need not be there.
 */
final class CallbackLeg implements IncomingLeg {

    /** So long the caller's phone rings. */
    private static final long RING_MICROS = 40_000_000;

    private static final LegEnd NEVER_CALLED = new LegEnd(LegEnd.Cause.OURS, 0);
    private static final LegEnd NO_ROOM = new LegEnd(LegEnd.Cause.REJECTED, 503);

    /** Who keeps the callback. */
    interface Keeper {

        /** The caller is to be called now; false when that may not be. */
        boolean calls();

        /** The caller is there. */
        void reached();

        /** Nobody is there any more; comes once. */
        void over();
    }

    private final Exchange exchange;
    private final Callback callback;
    private final boolean agentFirst;
    private final Destination.ThroughTrunk to;
    private final OutgoingCall.Target target;
    private final Keeper keeper;
    private final OneTimer patience;
    private @Nullable LegEvents events;
    private @Nullable SipLeg sip;
    private LegEnd end = NEVER_CALLED;
    private boolean turn;
    private boolean over;
    private boolean hungUp;

    /** It calls nobody yet. */
    CallbackLeg(
            Exchange exchange,
            Callback callback,
            boolean agentFirst,
            Destination.ThroughTrunk to,
            Keeper keeper) {
        this.exchange = exchange;
        this.callback = callback;
        this.agentFirst = agentFirst;
        this.to = to;
        this.target = new OutgoingCall.Target.Trunk(to.trunk(), to.number());
        this.keeper = keeper;
        this.patience = new OneTimer(exchange);
    }

    /** Who is told what becomes of it. */
    void tell(LegEvents of) {
        events = of;
    }

    /** Whether the call waits without the caller: for an agent, or for its turn. */
    boolean standsIn() {
        return agentFirst || !turn;
    }

    /**
     * An agent is free for the caller.
     *
     * @return whether the caller is to be called before any agent is rung
     */
    boolean turnHasCome() {
        boolean first = !agentFirst && !turn;
        turn = true;
        return first;
    }

    /** The caller is there, and wants to be. */
    void reached() {
        keeper.reached();
    }

    Callback callback() {
        return callback;
    }

    /** Whether the caller was called at all. */
    boolean hasCalled() {
        return sip != null;
    }

    /** How it ended. */
    LegEnd end() {
        return end;
    }

    @Override
    public Caller caller() {
        return new Caller.Trunk(to.trunk());
    }

    @Override
    public String callerNumber() {
        return callback.number();
    }

    @Override
    public String callerName() {
        return "";
    }

    @Override
    public String dialled() {
        return callback.dialled();
    }

    @Override
    public @Nullable AudioDescription offer() {
        return null;
    }

    @Override
    public StandardProtocolFamily family() {
        return exchange.sip().families(target).getFirst();
    }

    @Override
    public boolean isConfidential() {
        var way = LegSecurity.way(false, exchange.sip().transports(target));
        return way == LegSecurity.Way.CONFIDENTIAL;
    }

    @Override
    public void ring() {}

    @Override
    public void progress(AudioDescription session) {}

    @Override
    public void answer(AudioDescription session) {
        if (sip != null || over || hungUp) {
            return;
        }
        if (!keeper.calls()) {
            over = true;
            exchange.signalling().execute(() -> ended(NO_ROOM));
            return;
        }
        var outgoing = new OutgoingCall(target, callback.dialled(), "", session);
        sip = exchange.sip().call(outgoing, new Events());
        patience.start(RING_MICROS, () -> hangUp(DirectConnection.NO_ANSWER));
    }

    @Override
    public boolean isAnswered() {
        return false; // The caller's own answer says when.
    }

    @Override
    public void reject(int status) {
        hangUp(Reason.normal("refused"));
    }

    @Override
    public String sipCallId() {
        var leg = sip;
        return leg == null ? "" : leg.sipCallId();
    }

    @Override
    public void hangUp(Reason reason) {
        hungUp = true;
        var leg = sip;
        if (leg != null) {
            leg.hangUp(reason);
        } else if (!over) {
            over = true;
            exchange.signalling().execute(() -> ended(NEVER_CALLED));
        }
    }

    @Override
    public void tellKey(char key, int durationMillis) {
        var leg = sip;
        if (leg != null) {
            leg.tellKey(key, durationMillis);
        }
    }

    @Override
    public void askWhetherThere(Consumer<Boolean> answer) {
        var leg = sip;
        if (leg != null) {
            leg.askWhetherThere(answer);
        }
    }

    private void ended(LegEnd how) {
        over = true;
        end = how;
        patience.stop();
        keeper.over();
        var told = events;
        if (told != null) {
            told.ended(how);
        }
    }

    /** The INVITE's events, in the words of a leg that came in. */
    private final class Events implements LegEvents {

        @Override
        public void answered(AudioDescription answer) {
            var told = events;
            if (told == null || over) {
                return;
            }
            boolean first = patience.runs();
            patience.stop();
            told.answered(answer);
            if (first && !hungUp) {
                told.confirmed();
            }
        }

        @Override
        public void answeredAgain(AudioDescription answer) {
            var told = events;
            if (told != null) {
                told.answeredAgain(answer);
            }
        }

        @Override
        public @Nullable AudioDescription offered(AudioDescription offer) {
            var told = events;
            return told == null ? null : told.offered(offer);
        }

        @Override
        public AudioDescription offerDue(AudioDescription everything) {
            var told = events;
            return told == null ? everything : told.offerDue(everything);
        }

        @Override
        public int referred(Referral referral) {
            var told = events;
            return told == null ? 603 : told.referred(referral);
        }

        @Override
        public void keyByInfo(char key, int durationMillis) {
            var told = events;
            if (told != null) {
                told.keyByInfo(key, durationMillis);
            }
        }

        @Override
        public void ended(LegEnd how) {
            CallbackLeg.this.ended(how);
        }
    }
}
