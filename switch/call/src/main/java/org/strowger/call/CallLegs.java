package org.strowger.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.media.ToneTable;
import org.strowger.sip.Caller;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.Reason;

/**
 * The legs of one call, and who of them hears whom: its caller's, those that it started, and those
 * that came into it from elsewhere.
 */
final class CallLegs {

    private final Call call;
    private final Exchange exchange;
    private final CallerLeg caller;
    private final Redirections redirections;
    private final CallRecording recording;
    private final List<PartyLeg> others = new ArrayList<>(1);
    private PartyLeg served;
    private @Nullable Conversation conversation;
    private @Nullable DirectConnection calling;
    private @Nullable OutLeg heard; // before it answers
    private boolean ringsBack;
    private @Nullable Supervision supervision;
    private @Nullable Supervisor awaited;

    // The call is still being made: it is kept here, and first used when it rings somebody.
    CallLegs(Call call, Exchange exchange, CallerLeg caller) {
        this.call = call;
        this.exchange = exchange;
        this.caller = caller;
        this.served = caller;
        this.recording = new CallRecording(call, exchange);
        this.redirections = new Redirections(call, exchange, caller.trail());
    }

    Redirections redirections() {
        return redirections;
    }

    CallRecording recording() {
        return recording;
    }

    /** Who is served, as far as that is known: what may be dialled depends on it. */
    Caller identity() {
        var user = served.user();
        if (user != null) {
            return new Caller.User(user);
        }
        return served == caller ? caller.identity() : new Caller.Anonymous();
    }

    /** Whom script, queue and prompts are for: the caller, unless transferred away. */
    PartyLeg served() {
        return served;
    }

    /** Who began the call. */
    Caller whoCalled() {
        return caller.caller();
    }

    /** The two who talk; null while nobody does. */
    @Nullable Conversation conversation() {
        return conversation;
    }

    /** Whether the call ends when this leg does. */
    boolean isPartOf(PartyLeg leg) {
        return leg == served || (conversation != null && conversation.has(leg));
    }

    /** From now on these two hear each other. */
    void talk(PartyLeg one, PartyLeg other) {
        endTalk();
        served = one;
        calling = null;
        ringsBack = false;
        var talk = new Conversation(one, other);
        if (supervision != null && !supervision.goesOnWith(talk)) {
            endSupervision(talk.has(supervision.agent()) ? "Another party" : "The agent has left");
        }
        conversation = talk;
        connect();
        one.talks();
        other.talks();
        recording.talks();
    }

    private void endTalk() {
        var talk = conversation;
        conversation = null;
        if (talk != null) {
            if (supervision != null) {
                supervision.pause(talk);
            }
            talk.one().talksNoMore();
            talk.other().talksNoMore();
        }
    }

    /** Tells media who of those who talk hears whom. */
    void connect() {
        if (conversation != null && supervision != null) {
            supervision.connect(conversation);
        } else if (conversation != null) {
            conversation.connect();
        }
    }

    // ---- supervision ----

    /** Who supervises the two who talk; null for nobody. */
    @Nullable Supervision supervision() {
        return supervision;
    }

    void supervise(@Nullable Supervision by) {
        supervision = by;
    }

    /** Whose phone rings to supervise them; null for nobody's. */
    @Nullable Supervisor awaited() {
        return awaited;
    }

    void await(@Nullable Supervisor rung) {
        awaited = rung;
    }

    /** Those who talk are among themselves again. */
    void endSupervision(String reason) {
        endSupervision(reason, reason);
    }

    /**
     * The same.
     *
     * @param reason for the supervisor's phone
     * @param why for the records
     */
    void endSupervision(String reason, String why) {
        var over = supervision;
        supervision = null;
        if (over != null) {
            over.end(reason, why);
            connect();
        }
    }

    /** A key was a supervisor's. */
    boolean supervisorPressed(PartyLeg leg, char key) {
        if (supervision == null || !supervision.isOf(leg)) {
            return false;
        }
        supervision.pressed(key);
        return true;
    }

    /**
     * A leg has ended; with the supervisor's, or his agent's, so has the supervision.
     *
     * @return whether it was the supervisor's: the call goes on without it
     */
    boolean supervisorEnded(PartyLeg leg) {
        boolean his = supervision != null && supervision.isOf(leg);
        if (his || (supervision != null && leg == supervision.agent())) {
            endSupervision(his ? "The supervisor has left" : "The agent has left");
        }
        return his;
    }

    /** Nobody talks: this one is left, for a script, a queue or somebody who is to be called. */
    void serve(PartyLeg left) {
        endTalk();
        served = left;
        recording.legsChanged();
    }

    /**
     * Somebody's phone rings. Who hears us already, as a script has answered, hears ringing tone,
     * unless the called side's own is heard.
     */
    void rings(DirectConnection by) {
        if (!caller.hears()) {
            caller.ring();
        } else if (heard == null || !by.ringing().contains(heard)) {
            ringsBack = true;
            served.media().tone(ToneTable.RINGBACK);
        }
    }

    /** The called side's own tone or announcement reaches the caller before it answers. */
    void hear(OutLeg called) {
        caller.speaksLike(called);
        caller.progress();
        if (caller.hears()) {
            heard = called;
            served.media().bridge(called.media());
        } else {
            caller.ring(); // Nothing could be agreed on: a tone is better than nothing.
        }
    }

    /** A late offer was answered before the call was: the called side's tone may be there. */
    void settledEarly(CallerLeg leg) {
        if (leg == caller && calling != null && !call.isDetoured()) {
            calling.hearAgain();
        }
    }

    void holdChanged(PartyLeg leg) {
        if (conversation != null && conversation.has(leg)) {
            connect();
        } else if (supervision != null && supervision.isOf(leg)) {
            supervision.seat();
        } else {
            call.detour().holdChanged(leg);
        }
    }

    // ---- legs that come ----

    /** Tries to reach whoever the number plan names. */
    DirectConnection connect(Destination to, String referredBy) {
        var connection = new DirectConnection(call, exchange, referredBy);
        calling = connection;
        connection.begin(to);
        return connection;
    }

    /** Calls a user for whom the call is, whatever he has set. */
    DirectConnection ringBack(String user) {
        var connection = new DirectConnection(call, exchange, "");
        calling = connection;
        connection.ringBack(user);
        return connection;
    }

    /** The attempt to reach somebody that is going on; null for none. */
    @Nullable DirectConnection calling() {
        return calling;
    }

    /** The attempt is over, and the call goes on without it. */
    void callsNobody() {
        calling = null;
        if (ringsBack) {
            ringsBack = false;
            served.media().silence();
        }
    }

    boolean isCalling(DirectConnection which) {
        return calling == which;
    }

    /** The phones that ring, for an offer or another attempt to reach somebody. */
    List<OutLeg> ringing() {
        var offered = call.queue().ringing();
        return calling == null || !offered.isEmpty() ? offered : calling.ringing();
    }

    OutLeg ring(Round.Phone phone, String referredBy, OutLeg.Owner owner) {
        var log = new LegLog(phone.name(), "out", exchange.now());
        call.log().leg(log);
        var leg = new OutLeg(call, exchange, owner, phone.target(), referredBy, log);
        others.add(leg);
        leg.open(served.affinity()); // Both are to be joined: one media loop.
        return leg;
    }

    /** Somebody comes into the call; what for is done when the leg has a port. */
    CallerLeg newcomer(IncomingLeg leg, long affinity, Consumer<CallerLeg> entry) {
        var log = new LegLog(leg.callerNumber(), "in", exchange.now());
        call.log().leg(log);
        link(call, leg.sipCallId());
        var next = new CallerLeg(call, exchange, leg, log);
        next.enters(entry);
        next.occupiesPhone();
        others.add(next);
        next.open(affinity);
        return next;
    }

    /** Whoever follows the signalling of a call sees that of this leg, too. */
    private void link(Call to, String dialog) {
        if (dialog.isEmpty()) {
            return; // It is linked when its INVITE leaves.
        }
        exchange.links().linked(to.log().callerDialog(), dialog);
    }

    /** That phone talks instead of the old leg, if that still does (RFC 3891). */
    void replace(PartyLeg old, CallerLeg next) {
        var talk = conversation;
        if (talk == null || !talk.has(old) || call.isDetoured()) {
            next.reject(603); // It has ended meanwhile, or is being transferred.
            return;
        }
        next.answer();
        if (next.isAnswered()) {
            call.talk(talk.with(old), next);
            old.release("Replaced");
        }
    }

    // ---- legs that go ----

    /** The leg goes to another call, and to its record. */
    void handOver(PartyLeg leg, Call to) {
        others.remove(leg);
        recording.leaves(leg);
        call.log().handOver(leg.log(), to.log(), exchange.now());
        link(to, leg.log().dialog());
        leg.moveTo(to);
        to.legs().others.add(leg);
    }

    /** Another call goes on with the attempt to reach somebody. */
    void handOver(DirectConnection connection, Call to) {
        calling = null;
        connection.ringing().forEach(leg -> handOver(leg, to));
        connection.moveTo(to);
        to.legs().calling = connection;
    }

    /** The call ends: nobody talks any more, whatever a leg still takes to be over. */
    void hangUp(Reason reason) {
        recording.callEnds();
        endTalk();
        endSupervision("The call is over");
        if (calling != null) {
            calling.stop(reason);
            calling = null;
        }
        List.copyOf(others).forEach(leg -> leg.hangUp(reason));
        if (hasCaller()) {
            caller.hangUp(reason);
        }
    }

    /** Forgets those that are over. */
    boolean areOver() {
        others.removeIf(PartyLeg::isOver);
        return others.isEmpty() && !hasCaller();
    }

    int size() {
        return (hasCaller() ? 1 : 0) + others.size();
    }

    private boolean hasCaller() {
        return !caller.isOver() && caller.call() == call;
    }
}
