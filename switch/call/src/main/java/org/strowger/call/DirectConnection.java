package org.strowger.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.call.Destination.Kind;
import org.strowger.sip.Caller;
import org.strowger.sip.Diversion;
import org.strowger.sip.LegEnd;
import org.strowger.sip.OutgoingCall.Target;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;

/**
 * The attempt to reach whom the number plan, a script or a transfer asked for: no queue, no offer.
 * Several phones may ring, at once or one after the other; the first that answers has the call. A
 * user's forwardings are followed, five at most, so that no ring of them is run round for ever.
 */
final class DirectConnection implements OutLeg.Owner {

    /** What phones are told that have rung for long enough. */
    static final Reason NO_ANSWER = Reason.of(Q850.NO_ANSWER, "No answer");

    private static final int MOST_FORWARDINGS = 5;

    /** A party that was transferred, or is to go back, is not kept longer by one number. */
    private static final long PATIENCE_MICROS = TimeUnit.SECONDS.toMicros(30);

    private static final LegEnd NOBODY = end(480);

    private final Exchange exchange;
    private final String referredBy;
    private final List<OutLeg> ringing = new ArrayList<>(1);
    private final Queue<Round> rounds = new ArrayDeque<>(1);
    private Call call;
    private @Nullable String forwards;
    private String forwardedBy = "";
    private int forwardings;
    private @Nullable OutLeg winner;
    private LegEnd last = NOBODY;
    private final OneTimer timer;
    private Runnable toll = () -> {};
    private long patienceMicros;
    private boolean over;

    /**
     * Calls nobody before {@link #begin}.
     *
     * @param referredBy the user who transferred the call, or empty
     */
    DirectConnection(Call call, Exchange exchange, String referredBy) {
        this.call = call;
        this.exchange = exchange;
        this.timer = new OneTimer(exchange);
        this.referredBy = referredBy;
        this.patienceMicros = referredBy.isEmpty() ? 0 : PATIENCE_MICROS;
    }

    /** Every event that follows comes in a later step. */
    void begin(Destination to) {
        switch (to) {
            case Destination.ThroughTrunk outside -> toTrunk(outside);
            case Destination.RingUser(var user) -> toUser(user);
            case Destination.RingGroup group -> {
                rounds.addAll(Round.of(group, exchange.users(), exchange.sip()));
                call.later(this::goOn);
            }
            case Destination.RunScript(var script) -> {
                over = true;
                call.later(() -> call.forwarded(this, script));
            }
            default -> throw new IllegalArgumentException("nobody to ring: " + to);
        }
    }

    /** Rings a user's own phones whatever he has set: somebody whom he left is for him. */
    void ringBack(String user) {
        ring(Round.of(user, exchange.sip()).phones());
        ringFor(PATIENCE_MICROS);
    }

    /** From now on it is for a party that was transferred, what rings already and what follows. */
    void ringsForTransfer() {
        patienceMicros = PATIENCE_MICROS;
        if (!timer.runs() && !over) {
            ringFor(PATIENCE_MICROS);
        }
    }

    private void toTrunk(Destination.ThroughTrunk outside) {
        var kind = outside.kind();
        var payer = payer();
        if (kind != Kind.INTERNAL && !payer.isEmpty()) {
            if (!exchange.tolls().enter(payer, kind)) {
                call.later(() -> fail(end(503)));
                return;
            }
            toll = () -> exchange.tolls().leave(payer, kind);
        }
        var name = outside.trunk() + ":" + outside.number();
        var target = new Target.Trunk(outside.trunk(), outside.number());
        ring(List.of(new Round.Phone(target, name)));
        ringFor(patienceMicros);
    }

    /** The user who is the cause of a call to the outside. */
    private String payer() {
        if (!forwardedBy.isEmpty()) {
            return forwardedBy;
        }
        if (!referredBy.isEmpty()) {
            return referredBy;
        }
        return call.legs().whoCalled() instanceof Caller.User(var user) ? user : "";
    }

    private void toUser(String user) {
        var settings = exchange.users().of(user);
        if (!settings.always().isEmpty()) {
            forward(user, settings.always(), Diversion.Reason.UNCONDITIONAL, 480);
            return;
        }
        if (settings.doNotDisturb()) {
            forward(user, settings.busy(), Diversion.Reason.USER_BUSY, 486);
            return;
        }
        forwards = user;
        ring(Round.of(user, exchange.sip()).phones());
        ringFor(
                settings.noAnswer().isEmpty()
                        ? patienceMicros
                        : TimeUnit.SECONDS.toMicros(settings.noAnswerSeconds()));
    }

    private void ring(List<Round.Phone> phones) {
        for (var phone : phones) {
            var leg = call.legs().ring(phone, referredBy, this);
            var user = leg.user();
            if (user != null) {
                exchange.distribution().phoneBusy(user);
            }
            ringing.add(leg);
        }
    }

    private void ringFor(long micros) {
        if (micros > 0) {
            timer.start(micros, () -> call.guarded(this::nobodyAnswers));
        }
    }

    private void nobodyAnswers() {
        var left = List.copyOf(ringing);
        ringing.clear(); // What they still say means nothing.
        left.forEach(leg -> leg.abandon(NO_ANSWER));
        last = NOBODY;
        goOn();
    }

    /** The next phones, the next number, or the end of it. */
    private void goOn() {
        timer.stop();
        if (over) {
            return;
        }
        var round = rounds.poll();
        if (round != null) {
            ring(round.phones());
            ringFor(round.micros() > 0 ? round.micros() : patienceMicros);
            return;
        }
        var user = forwards;
        forwards = null;
        if (user == null) {
            fail(last);
        } else if (isBusy(last.status())) {
            forward(
                    user,
                    exchange.users().of(user).busy(),
                    Diversion.Reason.USER_BUSY,
                    last.status());
        } else {
            var number = isRefusal(last.status()) ? "" : exchange.users().of(user).noAnswer();
            forward(user, number, Diversion.Reason.NO_ANSWER, last.status());
        }
    }

    private static boolean isBusy(int status) {
        return status == 486 || status == 600;
    }

    private static boolean isRefusal(int status) {
        return status == 603;
    }

    /** Goes on at another number; where there is none, or too many were before, fails as it did. */
    private void forward(String user, String number, Diversion.Reason why, int status) {
        var to =
                number.isEmpty()
                        ? null
                        : exchange.users().forwarded(user, number, call.legs().whoCalled());
        if (to == null) {
            last = last.status() == status ? last : end(status);
            call.later(() -> fail(last));
        } else if (forwardings == MOST_FORWARDINGS) {
            call.later(() -> fail(end(482)));
        } else {
            redirections().sentOn(user, why);
            goTo(user, to);
        }
    }

    private static LegEnd end(int status) {
        return new LegEnd(LegEnd.Cause.REJECTED, status);
    }

    private void fail(LegEnd how) {
        if (!over) {
            over = true;
            timer.stop();
            call.notReached(this, how);
        }
    }

    // ---- what the call asks ----

    /** The legs that ring. */
    List<OutLeg> ringing() {
        return List.copyOf(ringing);
    }

    /** Another call goes on with it. */
    void moveTo(Call other) {
        call = other;
    }

    /** Somebody else has the call: whoever rings need not ring any more. */
    void completedElsewhere() {
        stop(Reason.ELSEWHERE);
    }

    /** Nobody is to be called any more. */
    void stop(Reason reason) {
        over = true;
        timer.stop();
        rounds.clear();
        var left = List.copyOf(ringing);
        ringing.clear();
        left.forEach(leg -> leg.abandon(reason));
    }

    // ---- what becomes of the legs ----

    @Override
    public void ringing(OutLeg leg) {
        if (ringing.contains(leg)) {
            call.calleeRings(this);
        }
    }

    @Override
    public void heard(OutLeg leg) {
        if (ringing.size() == 1 && ringing.contains(leg)) {
            call.calleeHeard(this, leg);
        } else {
            ringing(leg); // Of several tones none is the right one.
        }
    }

    /** The caller hears us only now: what is said already is said to him, too. */
    void hearAgain() {
        if (ringing.size() == 1 && ringing.getFirst().hasTone()) {
            call.calleeHeard(this, ringing.getFirst());
        }
    }

    @Override
    public void answered(OutLeg leg) {
        if (!ringing.remove(leg)) {
            leg.hangUp(Reason.ELSEWHERE); // Its answer crossed our CANCEL.
            return;
        }
        winner = leg;
        stop(Reason.ELSEWHERE);
        call.reached(this, leg, leg.log().party(), false);
    }

    @Override
    public void ended(OutLeg leg, LegEnd end) {
        var user = leg.user();
        if (user == null) {
            toll.run(); // The one leg through a trunk that there can be.
        } else {
            exchange.distribution().phoneFree(user);
        }
        if (leg == winner) {
            leg.call().connectionOver(leg, end);
        } else if (ringing.remove(leg)) {
            last = better(last, end);
            if (ringing.isEmpty() && (user == null || !redirected(user, end))) {
                goOn();
            }
        }
    }

    /**
     * The only phone that was left sends the call on itself, if it may (RFC 3261, section 21.3).
     */
    private boolean redirected(String user, LegEnd end) {
        var to = forwardings == MOST_FORWARDINGS ? null : redirections().of(user, end);
        if (to == null) {
            return false;
        }
        timer.stop();
        rounds.clear();
        goTo(user, to);
        return true;
    }

    /** Where the user, or his phone, sends the call. */
    private void goTo(String user, Destination to) {
        forwardedBy = user;
        forwardings++;
        begin(to);
    }

    private Redirections redirections() {
        return call.legs().redirections();
    }

    /**
     * Of several reasons the one that says most: a busy phone is there, and a missing one is not.
     */
    private static LegEnd better(LegEnd before, LegEnd now) {
        return isBusy(before.status()) && !isBusy(now.status()) ? before : now;
    }
}
