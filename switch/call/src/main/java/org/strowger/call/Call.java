package org.strowger.call;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;
import org.strowger.base.TimerWheel;
import org.strowger.ivr.IvrEvent;
import org.strowger.media.MediaLeg;
import org.strowger.sip.Caller;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.sdp.Codec;

/**
 * One call: the caller's leg, the script it runs, the legs towards those who shall answer it, and
 * its record. Belongs to the signalling thread.
 */
final class Call {

    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    private static final IvrEvent NO_SUCH_NUMBER = new IvrEvent.TransferFailed(404);

    /** Where a call stands. */
    enum State {
        SCRIPT,
        WAITING,
        RINGING,
        TALKING,
        ENDING
    }

    private final CallId id;
    private final long affinity;
    private final Exchange exchange;
    private final Destination destination;
    private final Caller who;
    private final CallLog log;
    private final CallerLeg caller;
    private final OutLegs outLegs;
    private final TimerWheel.Timer oldAge;
    private @Nullable ScriptRun script;
    private @Nullable AgentOffer offer;
    private @Nullable OutLeg offered;
    private @Nullable OutLeg partner;
    private State state = State.SCRIPT;
    private boolean closed;

    Call(CallId id, long affinity, Exchange exchange, IncomingLeg leg, Destination destination) {
        this.id = id;
        this.affinity = affinity;
        this.exchange = exchange;
        this.destination = destination;
        this.who = leg.caller();
        long now = exchange.now();
        var parties = new CallLog.Parties(leg.callerNumber(), leg.callerName(), leg.dialled());
        this.log = new CallLog(id, exchange.records(), parties, now);
        var legLog = new LegLog(leg.callerNumber(), "in", now);
        log.leg(legLog);
        this.outLegs = new OutLegs(this, exchange, affinity);
        this.caller = new CallerLeg(this, exchange, leg, legLog);
        this.oldAge =
                exchange.wheel()
                        .schedule(now + exchange.longestCallMicros(), () -> guarded(this::tooOld));
    }

    /** Gets the caller a port; everything else follows from that. */
    LegEvents begin() {
        phone(exchange.distribution()::phoneBusy);
        caller.open(affinity);
        return caller;
    }

    // ---- the caller's leg ----

    void callerReady() {
        switch (destination) {
            case Destination.RunScript(var run) -> ScriptRun.begin(this, exchange, run);
            case Destination.ThroughTrunk _, Destination.RingUser _ -> connect(destination);
            case Destination.AgentFeature(var feature, var confirmation) -> {
                if (who instanceof Caller.User(var user)) {
                    exchange.distribution().agentWants(user, feature);
                }
                ScriptRun.begin(this, exchange, confirmation);
            }
        }
    }

    void callerConfirmed() {
        tellScript(new IvrEvent.Answered());
    }

    void callerKey(char key) {
        tellScript(new IvrEvent.Key(key));
    }

    void callerPlayed(int play) {
        tellScript(new IvrEvent.Played(play));
    }

    void callerEnded(LegEnd end) {
        boolean ours = end.cause() == LegEnd.Cause.OURS;
        if (end.cause() == LegEnd.Cause.CANCELLED && log.queue() == null) {
            log.outcome("abandoned");
        }
        if (end.cause() == LegEnd.Cause.NO_ACK || end.cause() == LegEnd.Cause.LOST) {
            log.outcome("failed");
        }
        end(ours ? "switch" : "caller", "caller gone");
        phone(exchange.distribution()::phoneFree);
    }

    /** A user who calls cannot be offered a call; a feature code takes no time worth telling. */
    private void phone(Consumer<String> told) {
        if (who instanceof Caller.User(var user)
                && !(destination instanceof Destination.AgentFeature)) {
            told.accept(user);
        }
    }

    // ---- what a script asks for ----

    void running(ScriptRun run) {
        script = run;
    }

    void answerCaller() {
        if (caller.isConfirmed()) {
            tellScriptLater(new IvrEvent.Answered()); // A script after another one.
        } else {
            caller.answer();
        }
    }

    MediaLeg callerMedia() {
        return caller.media();
    }

    void enqueue(String queue, int priority) {
        state = State.WAITING;
        log.queued(queue, exchange.now());
        caller.media().music();
        exchange.distribution().enqueue(this, new QueueId(queue), priority);
    }

    void queueRefused(String reason) {
        if (state == State.WAITING) {
            state = State.SCRIPT;
            log.leftQueue();
            tellScript(new IvrEvent.QueueRefused(reason));
        }
    }

    void transfer(String number) {
        var to = exchange.plan().find(number).orElse(null);
        switch (to) {
            case Destination.RunScript(var run) -> {
                stopScript();
                ScriptRun.begin(this, exchange, run);
            }
            case Destination.ThroughTrunk t -> connect(t);
            case Destination.RingUser u -> connect(u);
            case Destination.AgentFeature _ -> tellScriptLater(NO_SUCH_NUMBER);
            case null -> tellScriptLater(NO_SUCH_NUMBER);
        }
    }

    /** The switch ends the call. */
    void hangUp(String reason) {
        end("switch", reason);
    }

    // ---- whoever is called ----

    private void connect(Destination to) {
        state = State.RINGING;
        outLegs.connect(to);
    }

    /** The distributor offers this call to an agent. */
    void offerTo(AgentOffer to) {
        offer = to;
        state = State.RINGING;
        offered = outLegs.offer(to);
    }

    /** The distributor takes its offer back. */
    void withdraw(AgentOffer which, String reason) {
        if (offer == which && offered != null) {
            which.withdraw(offered, reason);
        }
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    void calleeRings() {
        if (!caller.hears()) {
            caller.ring();
        }
    }

    /** The called side's own tone or announcement reaches the caller before it answers. */
    void calleeHeard(OutLeg leg) {
        caller.progress();
        if (!caller.hears()) {
            caller.ring(); // Nothing could be agreed on: a tone is better than nothing.
        } else if (state == State.RINGING) {
            caller.media().bridge(leg.media());
        }
    }

    /** Somebody answered: caller and callee talk. */
    void join(OutLeg leg, String name) {
        boolean fromQueue = offered == leg;
        if (fromQueue) {
            offer = null;
            offered = null;
        }
        if (state == State.ENDING) {
            leg.hangUp("caller gone"); // The answer crossed our CANCEL.
            return;
        }
        stopScript();
        caller.answer();
        if (!caller.isAnswered()) {
            leg.hangUp("nothing in common with the caller");
            return;
        }
        state = State.TALKING;
        partner = leg;
        log.answeredBy(name, fromQueue, exchange.now());
        caller.media().bridge(leg.media());
    }

    void offerOver(OutLeg leg, LegEnd end) {
        if (partner == leg) {
            partnerLeft(end);
        } else {
            offerReleased(leg);
        }
    }

    /** The caller waits again; the distributor may offer the call to the next agent. */
    void offerReleased(OutLeg leg) {
        if (offered == leg) {
            offer = null;
            offered = null;
            if (state == State.RINGING) {
                state = State.WAITING;
            }
        }
    }

    void connectionOver(OutLeg leg, LegEnd end) {
        if (partner == leg) {
            partnerLeft(end);
        } else if (state == State.RINGING) {
            notConnected(end.status() < 400 ? 480 : end.status());
        }
    }

    private void notConnected(int status) {
        if (script != null) {
            state = State.SCRIPT;
            tellScript(new IvrEvent.TransferFailed(status));
            return;
        }
        log.outcome("failed");
        log.ended("switch", exchange.now());
        state = State.ENDING;
        // What another side asks of us in credentials is nothing the caller could give.
        caller.reject(status == 401 || status == 407 ? 403 : status);
    }

    private void partnerLeft(LegEnd end) {
        partner = null;
        end(end.cause() == LegEnd.Cause.BYE ? "agent" : "switch", "the other side has left");
    }

    // ---- the end ----

    /** Our fault, or a lack: the call cannot go on. */
    void failed(String problem) {
        LOG.warn("call {} ends: {}", id, problem);
        log.outcome("failed");
        end("switch", problem);
    }

    /** Whoever vanished without a BYE would hold the call, and an agent, for ever. */
    private void tooOld() {
        long minutes = TimeUnit.MICROSECONDS.toMinutes(exchange.longestCallMicros());
        LOG.warn("call {} ends: it is {} minutes old, and none may be older", id, minutes);
        hangUp("the longest call is %d minutes".formatted(minutes));
    }

    private void end(String by, String reason) {
        if (state == State.ENDING) {
            return;
        }
        boolean inQueue = state == State.WAITING || offer != null;
        state = State.ENDING;
        log.ended(by, exchange.now());
        stopScript();
        if (inQueue) {
            exchange.distribution().left(this);
        }
        if (offer != null && offered != null) {
            offer.withdraw(offered, reason); // The caller owns the offer: do not wait for the ACD.
        }
        outLegs.hangUp(reason);
        caller.hangUp(reason);
    }

    /**
     * The switch stops, and some peer has not confirmed the end: the record is written as it is.
     */
    void closeRecord() {
        if (!closed) {
            closed = true;
            oldAge.cancel();
            log.ended("switch", exchange.now());
            log.close();
            exchange.ends().over(this);
        }
    }

    /** Writes the record and forgets the call when all of its legs are gone. */
    void finishWhenOver() {
        if (outLegs.areOver() && caller.isOver()) {
            closeRecord();
        }
    }

    private void tellScript(IvrEvent event) {
        var run = script;
        if (run != null) {
            run.on(event);
        }
    }

    /** After the step that is running now: a script does not hear of an event inside another. */
    private void tellScriptLater(IvrEvent event) {
        guarding().execute(() -> tellScript(event));
    }

    private void stopScript() {
        var run = script;
        if (run != null) {
            run.stop();
            script = null;
        }
    }

    /** Runs a step of this call: a bug in it ends this call, and no other. */
    Executor guarding() {
        return step -> exchange.signalling().execute(() -> guarded(step));
    }

    void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError bug) {
            LOG.error("a bug ends call {}", id, bug);
            failed("internal error");
        }
    }

    // ---- for the eye ----

    CallId id() {
        return id;
    }

    CallLog log() {
        return log;
    }

    Codec codec() {
        return caller.codec();
    }

    State state() {
        return state;
    }

    boolean hasScript() {
        return script != null;
    }

    int legs() {
        return (caller.isOver() ? 0 : 1) + outLegs.size();
    }
}
