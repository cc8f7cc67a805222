package org.strowger.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Caller;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.Reason;

/** How a supervisor comes into a call: he dials a code, or his phone is rung by command. */
final class Supervisor implements OutLeg.Owner {

    private static final long PATIENCE_MICROS = TimeUnit.SECONDS.toMicros(30);
    private static final String BY_CODE = "code";
    private static final String OVER = "Supervision over";

    private final Exchange exchange;
    private final Call call;
    private final String user;
    private final PartyLeg agent;
    private SupervisionMode mode;
    private String how;
    private final List<OutLeg> ringing = new ArrayList<>(1);
    private @Nullable OutLeg winner;
    private final OneTimer timer;

    private Supervisor(PartyLeg agent, String user, SupervisionMode mode, String how) {
        this.exchange = agent.exchange();
        this.timer = new OneTimer(exchange);
        this.call = agent.call();
        this.agent = agent;
        this.user = user;
        this.mode = mode;
        this.how = how;
    }

    // ---- by code ----

    /** Why this user cannot supervise that leg now; 0 when he can. */
    static int refusal(@Nullable PartyLeg agent, Caller by) {
        if (agent == null || (by instanceof Caller.User(var user) && user.equals(agent.user()))) {
            return 480;
        }
        return agent.call().legs().supervision() == null ? 0 : 486;
    }

    /** His leg comes into the agent's call. */
    static LegEvents enter(IncomingLeg leg, PartyLeg agent, SupervisionMode mode) {
        return agent.call()
                .legs()
                .newcomer(
                        leg,
                        agent.affinity(),
                        next -> {
                            int status = Supervision.begin(agent, next, mode, BY_CODE);
                            if (status != 0) {
                                next.reject(status);
                            }
                        });
    }

    // ---- by command ----

    /**
     * Rings the user's phones, or changes what he does already, or will do when he answers.
     *
     * @param call that may not be there
     * @param how it is asked for, see {@link org.strowger.records.CallEvent.Supervised}
     */
    static SupervisionAnswer command(
            @Nullable Call call, String user, SupervisionMode mode, String how) {
        if (call == null) {
            return SupervisionAnswer.NO_CALL;
        }
        var running = call.legs().supervision();
        if (running != null) {
            return running.user().equals(user)
                    ? changed(running, mode, how)
                    : SupervisionAnswer.TAKEN;
        }
        var rung = call.legs().awaited();
        if (rung != null) {
            return rung.again(user, mode, how);
        }
        var agent = agent(call.legs().conversation());
        if (agent == null || user.equals(agent.user())) {
            return SupervisionAnswer.NOBODY_TALKS;
        }
        if (!agent.exchange().plan().rights(user).supervises()) {
            return SupervisionAnswer.NOT_ALLOWED;
        }
        call.guarded(() -> new Supervisor(agent, user, mode, how).ring());
        return SupervisionAnswer.RINGING;
    }

    /** His phone rings: it does so once, and the last that was asked for counts. */
    private SupervisionAnswer again(String by, SupervisionMode wanted, String asked) {
        if (!user.equals(by)) {
            return SupervisionAnswer.TAKEN;
        }
        mode = wanted;
        how = asked;
        return SupervisionAnswer.RINGING;
    }

    private static SupervisionAnswer changed(
            Supervision running, SupervisionMode mode, String how) {
        if (!running.isPossible(mode)) {
            return SupervisionAnswer.NOBODY_TALKS;
        }
        running.agent().call().guarded(() -> running.change(mode, how));
        return SupervisionAnswer.DONE;
    }

    /**
     * Nobody supervises the call any more, nor does a phone ring for it.
     *
     * @param why for the records
     */
    static SupervisionAnswer end(@Nullable Call call, String why) {
        if (call == null) {
            return SupervisionAnswer.NO_CALL;
        }
        var rung = call.legs().awaited();
        if (call.legs().supervision() == null && rung == null) {
            return SupervisionAnswer.NOT_SUPERVISED;
        }
        call.guarded(() -> {
            if (rung != null) {
                rung.cancel();
            }
            call.legs().endSupervision(OVER, why);
        });
        return SupervisionAnswer.DONE;
    }

    /** Of two who talk the local user, of two such the one who was called. */
    private static @Nullable PartyLeg agent(@Nullable Conversation talk) {
        if (talk == null) {
            return null;
        }
        if (talk.other().user() != null) {
            return talk.other();
        }
        return talk.one().user() == null ? null : talk.one();
    }

    private void ring() {
        call.legs().await(this);
        for (var phone : Round.of(user, exchange.sip()).phones()) {
            exchange.distribution().phoneBusy(user);
            ringing.add(call.legs().ring(phone, "", this));
        }
        timer.start(PATIENCE_MICROS, () -> call.guarded(this::nobodyAnswers));
    }

    private void nobodyAnswers() {
        over();
        giveUp(DirectConnection.NO_ANSWER);
    }

    private void cancel() {
        over();
        giveUp(Reason.normal(OVER));
    }

    /** No phone of his is waited for any more. */
    private void over() {
        timer.stop();
        if (this == call.legs().awaited()) {
            call.legs().await(null);
        }
    }

    private void giveUp(Reason reason) {
        var all = List.copyOf(ringing);
        ringing.clear(); // An answer that crosses our CANCEL is none.
        all.forEach(leg -> leg.abandon(reason));
    }

    @Override
    public void ringing(OutLeg leg) {
        // Who talks does not hear it.
    }

    @Override
    public void answered(OutLeg leg) {
        if (!ringing.remove(leg) || winner != null) {
            leg.hangUp(Reason.ELSEWHERE); // Its answer crossed our CANCEL.
            return;
        }
        winner = leg;
        over();
        giveUp(Reason.ELSEWHERE);
        if (Supervision.begin(agent, leg, mode, how) != 0) {
            leg.release("The conversation is over");
        }
    }

    @Override
    public void ended(OutLeg leg, LegEnd end) {
        ringing.remove(leg);
        exchange.distribution().phoneFree(user);
        if (ringing.isEmpty()) {
            over();
        }
        if (leg == winner) {
            leg.call().connectionOver(leg, end);
        }
    }
}
