package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel;
import org.strowger.harness.phone.SipText;

/** One call of a caller: the client side of INVITE. Belongs to the farm's thread. */
final class CallingLeg {

    /** How far a call has come. */
    private enum State {
        /** INVITE sent, not a word back. */
        CALLING,
        /** There was a provisional response. */
        PROCEEDING,
        TALKING,
        /** Kept for a while to answer what comes again. */
        OVER,
        /** Not a word any more. */
        DEAD
    }

    /**
     * Where a call goes out and who is told of it.
     *
     * @param ended takes the outcome, once
     * @param forgotten nothing can come any more
     */
    record Line(
            Ground ground,
            Asks asks,
            Latencies latencies,
            InetSocketAddress server,
            int socket,
            Consumer<Outcome> ended,
            Consumer<CallingLeg> forgotten) {}

    /** Timer C of RFC 3261, section 16.6: nobody waits longer for an answer. */
    static final long PATIENCE = 180_000_000;

    private static final int INVITE = 1;

    private final Line line;
    private final Ground ground;
    private final String caller;
    private final Intent intent;
    private final Voice voice;
    private final Confirmed confirmed;
    private final Texts.Dialog early;
    private final String branch;
    private State state = State.CALLING;
    private boolean tried;
    private boolean rang;
    private boolean wantsOut;
    private boolean cancelled;
    private boolean byeReceived;
    private long attemptedAt;
    private long establishedAt;
    private int status;
    private @Nullable Repeat repeat;
    private TimerWheel.@Nullable Timer next;
    private TimerWheel.@Nullable Timer limit;

    CallingLeg(Line line, String caller, String number, Intent intent) {
        this.line = line;
        this.ground = line.ground;
        this.caller = caller;
        this.intent = intent;
        this.voice = new Voice(ground);
        this.branch = Texts.branch(ground);
        var target = Texts.uri(number, line.server);
        var from = "<" + Texts.uri(caller, line.server) + ">;tag=" + ground.token();
        this.early = new Texts.Dialog(target, from, "<" + target + ">", ground.token());
        this.confirmed = new Confirmed(line, voice, this::contact);
    }

    String callId() {
        return early.callId();
    }

    boolean isLive() {
        return state == State.CALLING || state == State.PROCEEDING || state == State.TALKING;
    }

    void start() {
        ground.count(Count.INVITES);
        ground.count(Count.LIVE);
        attemptedAt = ground.now();
        boolean late = intent.kind() == CallerBehaviour.Kind.LATE_OFFER;
        var body = late ? "" : voice.describe("");
        var invite = early.request("INVITE", INVITE, via(), contact(), body);
        repeat = Repeat.doubling(ground, datagram(invite), this::unanswered);
        if (intent.vanishes(Intent.Phase.WAITING)) {
            next = ground.after(intent.leaveAfter(), this::vanish);
        } else if (!intent.vanishes() && intent.leaveAfter() >= 0) {
            next = ground.after(intent.leaveAfter(), this::leave);
        }
    }

    /** Gives up or hangs up, in whatever phase it is. */
    void leave() {
        wantsOut = true;
        switch (state) {
            case CALLING -> {} // No CANCEL before any response: RFC 3261, section 9.1.
            case PROCEEDING -> cancel();
            case TALKING -> hangUp();
            case OVER, DEAD -> {}
        }
    }

    /** Ends it without a word. */
    void abandon() {
        over(Outcome.End.NOBODY);
    }

    /** Takes a response to the INVITE. */
    void response(SipText response) {
        if (state == State.DEAD) {
            return;
        }
        int code = response.status();
        if (code < 200) {
            provisional(code);
        } else if (code < 300) {
            success(response);
        } else {
            failure(response);
        }
    }

    void request(SipText request, InetSocketAddress from) {
        if (state == State.DEAD) {
            return;
        }
        if (!request.method().equals("BYE")) {
            confirmed.request(request, from, state == State.TALKING);
        } else if (isLive() && intent.vanishes()) {
            vanish(); // Its moment would have come later.
        } else {
            byeReceived = true;
            confirmed.respond(request, "200 OK", from);
            ground.count(isLive() ? Count.BYES_RECEIVED : Count.RETRANSMISSIONS_RECEIVED);
            over(Outcome.End.SWITCH);
        }
    }

    private void provisional(int code) {
        if (state == State.CALLING) {
            state = State.PROCEEDING;
            stopRepeating();
            limit = ground.after(PATIENCE, this::leave);
        } else if (state != State.PROCEEDING) {
            return;
        }
        if (code == 100 && !tried) {
            tried = true;
            measure(Latency.TRYING);
        } else if (code >= 180 && !rang) {
            rang = true;
            ground.count(Count.RINGING);
            measure(Latency.RINGING);
        }
        if (wantsOut) {
            cancel();
        }
    }

    private void success(SipText response) {
        if (confirmed.isThere()) {
            confirmed.again(response);
            return;
        }
        boolean late = !isLive();
        if (!late) {
            status = response.status();
            establishedAt = ground.now();
            ground.count(Count.ANSWERED);
            measure(Latency.ANSWERED);
            stopWaiting();
            if (intent.vanishes() && intent.phase() != Intent.Phase.TALKING) {
                vanish();
                return;
            }
        }
        confirmed.acknowledge(response, early);
        if (!late) {
            state = State.TALKING;
            talk();
        } else if (!byeReceived) { // RFC 3261, section 13.2.2.4, though nobody waits any more.
            confirmed.bye();
        }
    }

    private void talk() {
        if (wantsOut || intent.talk() == 0) {
            hangUpOrVanish();
        } else if (intent.kind() == CallerBehaviour.Kind.HANG_UP_RANDOM) {
            long passed = ground.now() - attemptedAt;
            next = ground.after(Math.max(0, intent.leaveAfter() - passed), this::leave);
        } else if (intent.talk() > 0) {
            next = ground.after(intent.talk(), this::hangUpOrVanish);
        }
    }

    private void hangUpOrVanish() {
        if (intent.vanishes()) {
            vanish();
        } else {
            hangUp();
        }
    }

    private void failure(SipText response) {
        var dialog =
                new Texts.Dialog(
                        early.target(), early.from(), response.first("To"), early.callId());
        ground.send(line.socket, dialog.request("ACK", INVITE, via(), "", ""), line.server);
        if (!isLive()) {
            ground.count(Count.RETRANSMISSIONS_RECEIVED);
        } else if (state == State.TALKING) {
            ground.counters().unexpected(response.status() + " after the 200 to INVITE");
        } else if (intent.vanishes()) {
            status = response.status();
            vanish();
        } else {
            status = response.status();
            boolean ours = cancelled && status == 487;
            ground.count(ours ? Count.CANCELLED : Count.REFUSED);
            over(ours ? Outcome.End.CALLER : Outcome.End.SWITCH);
        }
    }

    private void cancel() {
        if (!cancelled) {
            cancelled = true;
            var request = early.request("CANCEL", INVITE, via(), "", "");
            line.asks.ask(branch, datagram(request), this::cancelAnswered);
            stop(limit);
            limit = ground.after(Ground.LIMIT, this::unanswered); // RFC 3261, section 9.1
        }
    }

    /** A 481 may be: the CANCEL met the answer. */
    private void cancelAnswered(@Nullable SipText response) {
        if (response != null && response.status() != 200 && response.status() != 481) {
            ground.counters().unexpected(response.status() + " to CANCEL");
        }
    }

    private void hangUp() {
        over(Outcome.End.CALLER);
        ground.count(Count.BYES_SENT);
        confirmed.bye();
    }

    /** Timer B, or 64 T1 after the CANCEL. */
    private void unanswered() {
        repeat = null;
        if (isLive()) {
            ground.count(Count.UNANSWERED);
            over(Outcome.End.NOBODY);
        }
    }

    private void vanish() {
        if (isLive()) {
            ground.count(Count.VANISHED);
            over(Outcome.End.NOBODY);
            state = State.DEAD;
        }
    }

    private void over(Outcome.End by) {
        if (!isLive()) {
            return;
        }
        state = State.OVER;
        ground.counters().take(Count.LIVE);
        stopWaiting();
        confirmed.stop();
        voice.close();
        line.ended.accept(
                new Outcome(
                        caller,
                        callId(),
                        intent.kind(),
                        attemptedAt,
                        status,
                        establishedAt,
                        ground.now(),
                        by));
        ground.after(2 * Ground.LIMIT, this::forget); // Until then it may repeat.
    }

    /** Not who has vanished: the switch's BYE may come any time, and gets no answer. */
    private void forget() {
        if (state != State.DEAD) {
            line.forgotten.accept(this);
        }
    }

    private void measure(Latency latency) {
        line.latencies.add(latency, ground.now() - attemptedAt);
    }

    private void stopWaiting() {
        stopRepeating();
        stop(next);
        stop(limit);
    }

    private void stopRepeating() {
        if (repeat != null) {
            repeat.stop();
            repeat = null;
        }
    }

    private String via() {
        return Texts.via(ground.network().local(line.socket), branch);
    }

    private String contact() {
        return Texts.contact(caller, ground.network().local(line.socket));
    }

    private Datagram datagram(byte[] octets) {
        return new Datagram(line.socket, octets, line.server);
    }

    private static void stop(TimerWheel.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
