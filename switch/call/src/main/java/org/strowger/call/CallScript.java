package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.ivr.IvrEvent;
import org.strowger.ivr.Script;
import org.strowger.sip.Reason;

/** The script of one call, while it runs one, and what that asks of the call. */
final class CallScript {

    private static final IvrEvent NO_SUCH_NUMBER = new IvrEvent.TransferFailed(404);
    private static final IvrEvent FULL = new IvrEvent.TransferFailed(486);

    private final Call call;
    private final Exchange exchange;
    private @Nullable ScriptRun run;
    private String sentBy = "";
    private boolean hadNoRoom;

    CallScript(Call call, Exchange exchange) {
        this.call = call;
        this.exchange = exchange;
    }

    boolean runs() {
        return run != null;
    }

    /** Begins a script, in place of one that runs; its first command is to answer. */
    void begin(Script script) {
        stop();
        var begun = new ScriptRun(call, exchange);
        run = begun;
        begun.begin(script);
    }

    /**
     * The same for a party that was transferred.
     *
     * @param by the user who gets it back when a queue has no room and the last script ends
     */
    void begin(Script script, String by) {
        sentBy = by;
        hadNoRoom = false;
        begin(script);
    }

    void tell(IvrEvent event) {
        var running = run;
        if (running != null) {
            running.on(event);
        }
    }

    /**
     * A queue does not take the party, or lets it go.
     *
     * @param reason one of those that scripts know
     */
    void noRoom(String reason) {
        hadNoRoom = true;
        tell(new IvrEvent.QueueRefused(reason));
    }

    /** Only who is served may press its keys. */
    void tell(PartyLeg leg, IvrEvent event) {
        boolean ofQueue = event instanceof IvrEvent.Played(var play) && call.queue().played(play);
        if (leg == call.legs().served() && !ofQueue) {
            tell(event);
        }
    }

    void stop() {
        var running = run;
        if (running != null) {
            running.stop();
            run = null;
        }
    }

    /** The party that it served has given its place to one of another call. */
    void handOver(CallScript to) {
        var running = run;
        run = null;
        if (running != null) {
            to.stop();
            to.run = running;
            to.sentBy = sentBy;
            to.hadNoRoom = hadNoRoom;
            running.moveTo(to.call);
        }
    }

    // ---- what it asks for ----

    /** It has no more to say. */
    void ended() {
        if (hadNoRoom && !sentBy.isEmpty()) {
            stop();
            new Recall(call.legs().served(), sentBy).begin();
        } else {
            call.hangUp(Reason.normal("the script has ended"));
        }
    }

    void answer() {
        var served = call.legs().served();
        if (served.isConfirmed() || served.answersLater() || isHeardBeforeAnswer(served)) {
            call.later(() -> tell(new IvrEvent.Answered())); // A script after another one, too.
        } else {
            served.answer();
        }
    }

    /** Where the answer is to come with the agent's, the caller hears the script before it. */
    private boolean isHeardBeforeAnswer(PartyLeg served) {
        if (!call.rules().withAgent()
                || !(served instanceof CallerLeg caller)
                || caller.isAnswered()) {
            return false;
        }
        caller.progress();
        return caller.hears();
    }

    /** Whether a caller who waits may press that key. */
    boolean leavesBy(char key) {
        var running = run;
        return running != null && running.leavesBy(key);
    }

    /** The caller is to be called back. */
    void book(String queue, long delayMicros) {
        boolean booked = exchange.callbacks().book(call, queue, delayMicros);
        if (booked) {
            call.log().willBeCalledBack();
        }
        call.later(() -> tell(new IvrEvent.Booked(booked)));
    }

    void transfer(String number) {
        var to = exchange.plan().find(number).orElse(null);
        switch (to) {
            case Destination.RunScript(var next) -> begin(next);
            case Destination.Conference room -> conference(room);
            case null -> call.later(() -> tell(NO_SUCH_NUMBER));
            default -> {
                if (Users.takesCalls(to)) {
                    call.connect(to);
                } else {
                    call.later(() -> tell(NO_SUCH_NUMBER));
                }
            }
        }
    }

    private void conference(Destination.Conference to) {
        var served = call.legs().served();
        if (exchange.conferences().takes(to, served, exchange.now())) {
            stop();
            new ConferenceVisit(call, served, to).comesIn();
        } else {
            call.later(() -> tell(FULL));
        }
    }
}
