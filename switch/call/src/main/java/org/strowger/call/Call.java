package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.CallId;
import org.strowger.ivr.IvrEvent;
import org.strowger.ivr.Script;
import org.strowger.media.MediaLeg;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;

/**
 * One call: the caller's leg, the script it runs, the legs towards those who shall answer it, and
 * its record. Belongs to the signalling thread.
 */
final class Call {

    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    /** Where a call stands. */
    enum State {
        SCRIPT,
        WAITING,
        RINGING,
        TALKING,
        PARKED,
        ENDING
    }

    private final CallId id;
    private final long number;
    private final Exchange exchange;
    private final Destination destination;
    private final CallLog log;
    private final CallerLeg caller;
    private final CallLegs legs;
    private final QueuePlace queue;
    private final CallScript script;
    private final NumberRules rules;
    private final CallAge age;
    private final CalledBack calledBack;
    private Detour detour = Detour.NONE;
    private State state = State.SCRIPT;
    private boolean closed;

    Call(CallId id, long number, Exchange exchange, IncomingLeg leg, Destination destination) {
        this.id = id;
        this.number = number;
        this.exchange = exchange;
        this.destination = destination;
        long now = exchange.now();
        var parties = new CallLog.Parties(leg.callerNumber(), leg.callerName(), leg.dialled());
        this.log = new CallLog(id, exchange.records(), parties, now);
        var legLog = new LegLog(leg.callerNumber(), "in", now);
        log.leg(legLog);
        this.caller = new CallerLeg(this, exchange, leg, legLog);
        this.legs = new CallLegs(this, exchange, caller);
        this.queue = new QueuePlace(this, exchange);
        this.script = new CallScript(this, exchange);
        this.rules = exchange.rules().number(leg.dialled());
        this.age = new CallAge(this, exchange, now, rules.longestMicros());
        this.calledBack = new CalledBack(this, exchange);
    }

    /** Gets the caller a port; everything else follows from that. */
    LegEvents begin() {
        if (!Destination.isCode(destination)) {
            caller.occupiesPhone(); // A feature code takes no time worth telling.
        }
        caller.open(number);
        return caller;
    }

    // ---- the caller's leg ----

    void callerReady() {
        new DialledNumber(this, exchange, caller).lead(destination);
    }

    void callerAnswered(CallerLeg leg) {
        if (leg == caller) {
            log.answeredBySwitch(exchange.now());
        }
    }

    /** Nothing could be agreed on. */
    void callerRefused(CallerLeg leg) {
        if (leg == caller) {
            log.outcome("failed");
        }
    }

    void confirmed(PartyLeg leg) {
        calledBack.answered(leg);
        script.tell(leg, new IvrEvent.Answered());
    }

    void key(PartyLeg leg, char key) {
        if (!legs.supervisorPressed(leg, key) && !detour.key(leg, key)) {
            script.tell(leg, new IvrEvent.Key(key));
        }
    }

    void played(PartyLeg leg, int play) {
        detour.played(leg);
        script.tell(leg, new IvrEvent.Played(play));
    }

    void callerEnded(CallerLeg leg, LegEnd end) {
        if (leg == caller) {
            switch (end.cause()) {
                case CANCELLED -> log.cancelled();
                case NO_ACK, LOST -> log.outcome("failed");
                case BYE, REJECTED, OURS -> calledBack.ended(leg);
            }
        }
        hadPart(leg, end);
    }

    /** Refused with this status before anybody could answer. */
    void refuse(int status) {
        log.outcome("rejected");
        log.ended("switch", exchange.now());
        state = State.ENDING;
        caller.reject(status);
    }

    MediaLeg callerMedia() {
        return legs.served().media();
    }

    /** The switch ends the call. */
    void hangUp(Reason reason) {
        end("switch", reason);
    }

    // ---- whoever is called ----

    void connect(Destination to) {
        state = State.RINGING;
        legs.connect(to, "");
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    void calleeRings(DirectConnection by) {
        if (!detour.rings(by)) {
            legs.rings(by);
        }
    }

    /** The called side's own tone or announcement is heard before it answers. */
    void calleeHeard(DirectConnection by, OutLeg leg) {
        if (!detour.hears(by, leg) && state == State.RINGING) {
            legs.hear(leg);
        }
    }

    /** The number called leads to a script, as its user has forwarded it. */
    void forwarded(DirectConnection by, Script to) {
        if (state == State.ENDING || !legs.isCalling(by)) {
            return;
        }
        legs.callsNobody();
        if (!detour.forwarded(to)) {
            state = State.SCRIPT;
            script.begin(to);
        }
    }

    /** Somebody answered: who is served and this leg talk. */
    void reached(@Nullable DirectConnection by, PartyLeg leg, String name, boolean fromQueue) {
        if (state == State.ENDING) {
            leg.hangUp(Reason.normal("caller gone")); // The answer crossed our CANCEL.
            return;
        }
        if (by != null && detour.answered(by, leg)) {
            return;
        }
        script.stop();
        legs.served().speaksLike(leg);
        legs.served().answer();
        if (!legs.served().isAnswered()) {
            leg.hangUp(Reason.of(Q850.BEARER_NOT_IMPLEMENTED, "nothing in common"));
            return;
        }
        if (!calledBack.awaits(leg, name)) {
            log.answeredBy(name, fromQueue, exchange.now());
            talk(legs.served(), leg);
            legs.recording().answered(fromQueue);
        }
    }

    void offerOver(AgentOffer offer, OutLeg leg, LegEnd end) {
        if (!hadPart(leg, end)) {
            queue.released(offer);
        }
    }

    /** A leg that was answered has ended. */
    void connectionOver(OutLeg leg, LegEnd end) {
        if (!hadPart(leg, end) && state == State.RINGING) {
            notConnected(end);
        }
    }

    /** Nobody answered whom the call was to reach. */
    void notReached(DirectConnection by, LegEnd end) {
        boolean detoured = detour.failed(by, end);
        if (!detoured && state == State.RINGING && legs.isCalling(by)) {
            notConnected(end);
        }
    }

    /**
     * A leg has ended: what it means when somebody was on it.
     *
     * @return false when nobody was, or it belongs to a party that the call does not know any more
     */
    private boolean hadPart(PartyLeg leg, LegEnd end) {
        if (legs.supervisorEnded(leg) || leg.isReleased() || detour.ended(leg)) {
            return true;
        }
        boolean inCall = legs.isPartOf(leg);
        if (inCall && leg == caller) {
            end(end.cause() == LegEnd.Cause.OURS ? "switch" : "caller", end.onward("caller gone"));
        } else if (inCall) {
            var by = end.cause() == LegEnd.Cause.BYE ? "agent" : "switch";
            end(by, end.onward("the other side has left"));
        }
        return inCall;
    }

    /** A party has left by itself, and with it the call is over. */
    void leftBy(PartyLeg leg) {
        end(leg == caller ? "caller" : "agent", Reason.normal("the other side has left"));
    }

    private void notConnected(LegEnd end) {
        if (script.runs()) {
            legs.callsNobody();
            state = State.SCRIPT;
            script.tell(new IvrEvent.TransferFailed(end.refusal()));
            return;
        }
        log.outcome("failed");
        log.ended("switch", exchange.now());
        state = State.ENDING;
        caller.reject(end);
    }

    // ---- transfers ----

    boolean isDetoured() {
        return !detour.equals(Detour.NONE);
    }

    /** How calls to the number that was dialled go. */
    NumberRules rules() {
        return rules;
    }

    CallAge age() {
        return age;
    }

    Detour detour() {
        return detour;
    }

    void detour(Detour now) {
        detour = now;
        legs.recording().legsChanged();
    }

    /** From now on these two hear each other. */
    void talk(PartyLeg one, PartyLeg other) {
        state = State.TALKING;
        legs.talk(one, other);
    }

    /**
     * The script serves the party that stays.
     *
     * @param sentBy the user who gets the party back when a queue has no room for it
     */
    void serve(PartyLeg stays, Script next, String sentBy) {
        legs.serve(stays);
        state = State.SCRIPT;
        script.begin(next, sentBy);
    }

    /** This call goes on as the other one. */
    void mergedInto(Call survivor) {
        log.mergedInto(survivor.log);
        legs.recording().goesOnIn(survivor.legs.recording());
        end("switch", Reason.normal("Call transferred"));
    }

    // ---- the end ----

    /** Our fault, or a lack: the call cannot go on. */
    void failed(String problem) {
        LOG.warn("call {} ends: {}", id, problem);
        log.outcome("failed");
        end("switch", Reason.of(Q850.TEMPORARY_FAILURE, "Temporary failure"));
    }

    private void end(String by, Reason reason) {
        if (state == State.ENDING) {
            return;
        }
        state = State.ENDING;
        log.ended(by, exchange.now());
        script.stop();
        queue.leave(reason);
        var left = detour;
        detour = Detour.NONE;
        left.callEnds();
        legs.hangUp(reason);
    }

    /**
     * The switch stops, and some peer has not confirmed the end: the record is written as it is.
     */
    void closeRecord() {
        if (!closed) {
            closed = true;
            age.stop();
            legs.recording().callEnds();
            log.ended("switch", exchange.now());
            log.close();
            exchange.ends().over(this);
        }
    }

    /** Writes the record and forgets the call when all of its legs are gone. */
    void finishWhenOver() {
        if (!isDetoured() && legs.areOver()) {
            closeRecord();
        }
    }

    /** After the step that is running now: nobody hears of an event inside another. */
    void later(Runnable step) {
        exchange.signalling().execute(() -> guarded(step));
    }

    /** Runs a step of this call: a bug in it ends this call, and no other. */
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

    boolean isOlderThan(Call other) {
        return number < other.number;
    }

    CallLog log() {
        return log;
    }

    CallLegs legs() {
        return legs;
    }

    QueuePlace queue() {
        return queue;
    }

    CallScript script() {
        return script;
    }

    State state() {
        return state;
    }

    void state(State now) {
        state = now;
    }
}
