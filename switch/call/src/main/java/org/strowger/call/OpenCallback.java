package org.strowger.call;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.call.Destination.Kind;
import org.strowger.ivr.Node;
import org.strowger.ivr.Script;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Reason;

/**
 * One callback: waits until it is due, has a call of its own wait in the queue, and decides what
 * comes of it. It is done as soon as the caller is there; the call then goes on like any other.
 */
final class OpenCallback implements CallbackLeg.Keeper {

    /** What a caller hears who is called before an agent is. */
    static final String PROMPT = "callback-hello";

    private static final Logger LOG = LoggerFactory.getLogger(OpenCallback.class);

    /** When there was no room for the call, or the queue did not keep it. */
    private static final long LATER_MICROS = 60_000_000;

    private static final long KEY_MICROS = 5_000_000;
    private static final int TRIES = 3;
    private static final int NO_ROOM = 503;

    /** The caller has said that he wants no call (RFC 3261, 8197). */
    private static final Set<Integer> DECLINED = Set.of(603, 607);

    private static final String QUEUE = "queue";
    private static final String END = "end";

    private final Callbacks all;
    private final Exchange exchange;
    private final OneTimer timer;
    private Callback callback;
    private @Nullable Call call;
    private @Nullable CallbackLeg leg;
    private Kind kind = Kind.INTERNAL;
    private boolean pays;
    private boolean done;

    OpenCallback(Callback callback, Exchange exchange, Callbacks all) {
        this.callback = callback;
        this.exchange = exchange;
        this.all = all;
        this.timer = new OneTimer(exchange);
    }

    Callback callback() {
        return callback;
    }

    /** Whether its call is there. */
    boolean hasCall() {
        return leg != null;
    }

    CallbackState state() {
        var stands =
                call == null
                        ? CallbackState.Stage.BOOKED
                        : leg != null && leg.hasCalled()
                                ? CallbackState.Stage.CALLING
                                : CallbackState.Stage.WAITING;
        return new CallbackState(callback, stands, call == null ? null : call.id());
    }

    /** Tries at that time. */
    void schedule(long dueMicros) {
        timer.start(Math.max(0, dueMicros - exchange.now()), this::begin);
    }

    private void begin() {
        var rules = Callbacks.rules(exchange, callback.queue());
        var to = rules == null ? null : Callbacks.to(callback.number(), rules, exchange);
        if (rules == null || to == null) {
            LOG.warn("callback {} is dropped: it is not allowed any more", callback.key());
            finish();
            return;
        }
        if (all.isBusy(callback.number())) {
            later();
            return;
        }
        kind = to.kind();
        var next = new CallbackLeg(exchange, callback, rules.agentFirst(), to, this);
        leg = next;
        call = all.begin(next, new Destination.RunScript(waiting()));
        if (call == null) {
            leg = null;
            later();
        }
    }

    private Script waiting() {
        return new Script(
                "callback",
                QUEUE,
                callback.language(),
                Map.of(
                        QUEUE,
                        new Node.Queue(callback.queue(), callback.asked(), END),
                        END,
                        new Node.HangUp()));
    }

    /** Asks a caller who has answered whether it is him, and not a machine. */
    static Script greeting(Callback callback) {
        var asked = List.of(PROMPT);
        return new Script(
                "callback",
                "hello",
                callback.language(),
                Map.of(
                        "hello",
                        new Node.Menu(
                                asked,
                                Map.of('1', QUEUE),
                                TRIES,
                                KEY_MICROS,
                                List.of(),
                                List.of(),
                                END,
                                END),
                        QUEUE,
                        new Node.Queue(callback.queue(), callback.asked(), END),
                        END,
                        new Node.HangUp()));
    }

    // ---- what becomes of its call ----

    /** It counts before the INVITE leaves: a switch that dies then does not call once more. */
    @Override
    public boolean calls() {
        var rules = Callbacks.rules(exchange, callback.queue());
        if (done || rules == null || !exchange.tolls().enter(payer(), rules.rights(), kind)) {
            return false;
        }
        pays = true;
        callback = callback.called(exchange.now() + rules.retryMicros());
        all.changed(callback);
        return true;
    }

    /** No user has such a name. */
    private String payer() {
        return "callbacks of queue " + callback.queue();
    }

    @Override
    public void reached() {
        if (!done) {
            finish();
        }
    }

    @Override
    public void over() {
        var ended = leg;
        leg = null;
        call = null;
        if (pays) {
            pays = false;
            exchange.tolls().leave(payer(), kind);
        }
        if (ended == null || done || all.isStopped()) {
            return;
        }
        var rules = Callbacks.rules(exchange, callback.queue());
        if (rules == null) {
            finish();
        } else {
            after(ended.end(), ended.hasCalled(), rules);
        }
    }

    private void after(LegEnd end, boolean called, CallbackRules rules) {
        long retry = exchange.now() + rules.retryMicros();
        if (end.status() == NO_ROOM) {
            if (called) {
                callback = callback.notCalled();
            }
            again(retry);
        } else if (!called) {
            later();
        } else if (DECLINED.contains(end.status())) {
            LOG.info("callback {} is given up: it was declined", callback.key());
            finish();
        } else if (callback.attempts() > rules.retries()) {
            LOG.info("callback {} is given up: nobody answers", callback.key());
            finish();
        } else {
            again(retry);
        }
    }

    private void later() {
        again(exchange.now() + LATER_MICROS);
    }

    private void again(long due) {
        if (due > callback.untilMicros()) {
            LOG.info("callback {} is given up: it is too old", callback.key());
            finish();
            return;
        }
        callback = callback.due(due);
        all.changed(callback);
        schedule(due);
    }

    // ---- its end ----

    private void finish() {
        done = true;
        timer.stop();
        all.remove(this);
    }

    /**
     * It is wanted no more; a call of its that has not reached the caller ends.
     *
     * @param why for the record of that call
     */
    void drop(String why) {
        finish();
        var waits = call;
        var ends = leg;
        if (waits != null && ends != null) {
            waits.guarded(() -> {
                waits.log().leftQueue(why, exchange.now());
                ends.hangUp(Reason.normal("the caller need not be called"));
            });
        }
    }

    /** The switch stops. */
    void rest() {
        timer.stop();
    }
}
