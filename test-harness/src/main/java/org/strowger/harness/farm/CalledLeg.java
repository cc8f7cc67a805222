package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel;
import org.strowger.harness.phone.SipText;

/** One call to a party: the server side of INVITE. Belongs to the farm's thread. */
final class CalledLeg {

    /** How far a call has come. */
    enum State {
        RINGING,
        /** 200 sent, no ACK yet. */
        ANSWERED,
        TALKING,
        /** Kept for a while to answer what comes again. */
        OVER,
        /** Not a word any more. */
        DEAD
    }

    private final Ground ground;
    private final Asks asks;
    private final Party party;
    private final AnswerPlan plan;
    private final SipText invite;
    private final InetSocketAddress source;
    private final Consumer<CalledLeg> forgotten;
    private final Behaviour.Kind kind;
    private final String callId;
    private final String tag;
    private final Voice voice;

    /** Whether it falls silent while it rings. */
    private final boolean vanishes;

    private State state = State.RINGING;
    private byte[] last = new byte[0];
    private int answered;
    private int sequence;
    private @Nullable Repeat repeat;
    private TimerWheel.@Nullable Timer next;
    private TimerWheel.@Nullable Timer vanishing;

    CalledLeg(
            Ground ground,
            Asks asks,
            Party party,
            AnswerPlan plan,
            SipText invite,
            InetSocketAddress source,
            Consumer<CalledLeg> forgotten) {
        this.ground = ground;
        this.asks = asks;
        this.party = party;
        this.plan = plan;
        this.invite = invite;
        this.source = source;
        this.forgotten = forgotten;
        this.kind = plan.behaviour().draw(ground.random());
        this.vanishes = kind == Behaviour.Kind.VANISH && ground.random().nextBoolean();
        this.callId = invite.first("Call-ID");
        this.tag = ground.token();
        this.voice = new Voice(ground);
        this.answered = invite.sequence();
    }

    String callId() {
        return callId;
    }

    State state() {
        return state;
    }

    boolean isLive() {
        return state == State.RINGING || state == State.ANSWERED || state == State.TALKING;
    }

    void start() {
        ground.count(Count.LIVE);
        switch (kind) {
            case SILENT -> {
                ground.count(Count.IGNORED);
                die();
            }
            case BUSY -> refuse("486 Busy Here", Count.REFUSED);
            case DECLINE -> refuse("603 Decline", Count.REFUSED);
            case UNAVAILABLE -> refuse("503 Service Unavailable", Count.REFUSED);
            default -> ring();
        }
    }

    /** Refuses a call whatever the plan. */
    void refuseBusy() {
        ground.count(Count.LIVE);
        refuse("486 Busy Here", Count.REFUSED);
    }

    void request(SipText request, InetSocketAddress from) {
        boolean end = request.method().equals("BYE") || request.method().equals("CANCEL");
        if (end && isLive() && kind == Behaviour.Kind.VANISH) {
            vanish(); // Its moment would have come later.
        }
        if (state == State.DEAD) {
            return;
        }
        switch (request.method()) {
            case "INVITE" -> invited(request, from);
            case "ACK" -> acked(request);
            case "CANCEL" -> cancelled(request, from);
            case "BYE" -> bye(request, from);
            case "OPTIONS" -> respond(request, "200 OK", from);
            default -> {
                ground.counters().unexpected(request.method() + " in a call");
                respond(request, "405 Method Not Allowed", from);
            }
        }
    }

    /** Hangs up or refuses, whatever there is. */
    void stop() {
        switch (state) {
            case RINGING -> refuse("480 Temporarily Unavailable", Count.REFUSED);
            case ANSWERED, TALKING -> hangUp();
            case OVER, DEAD -> {}
        }
    }

    private void ring() {
        long alert = plan.alertAfter().draw(ground.random());
        if (alert > 0) {
            sendLast("100 Trying", "", "");
            next = ground.after(alert, this::alert);
        } else {
            alert();
        }
        if (vanishes) {
            vanishing = ground.after(random(plan.answerAfter().mean()), this::vanish);
        }
    }

    private void alert() {
        ground.count(Count.RINGING);
        sendLast("180 Ringing", contact(), "");
        if (kind != Behaviour.Kind.RING_OUT) {
            var ringing = kind == Behaviour.Kind.SLOW ? plan.slowAfter() : plan.answerAfter();
            next = ground.after(ringing.draw(ground.random()), this::answer);
        }
    }

    private void answer() {
        next = null;
        if (vanishes) {
            vanish(); // Its moment would have come later.
            return;
        }
        var body = voice.describe(invite.body());
        if (body.isEmpty()) {
            refuse("488 Not Acceptable Here", Count.REFUSED);
            return;
        }
        state = State.ANSWERED;
        ground.count(Count.ANSWERED);
        last = Texts.response(invite, "200 OK", tag, contact(), body);
        repeat = Repeat.upToT2(ground, datagram(last), this::unacknowledged);
    }

    private void unacknowledged() {
        repeat = null;
        ground.count(Count.UNANSWERED);
        if (state == State.ANSWERED) {
            hangUp(); // RFC 3261, section 13.3.1.4
        }
    }

    private void invited(SipText request, InetSocketAddress from) {
        if (request.sequence() <= answered) {
            ground.count(Count.RETRANSMISSIONS_RECEIVED);
            if (last.length > 0) {
                ground.send(party.socket, last, from);
            }
            return;
        }
        var body = state == State.TALKING ? voice.describe(request.body()) : "";
        if (body.isEmpty()) {
            respond(request, state == State.TALKING ? "488 No" : "491 Request Pending", from);
            return;
        }
        ground.count(Count.REINVITES);
        answered = request.sequence();
        last = Texts.response(request, "200 OK", tag, contact(), body);
        stopRepeating();
        repeat = Repeat.upToT2(ground, datagram(last), this::unacknowledged);
    }

    private void acked(SipText ack) {
        if (ack.sequence() != answered) {
            return; // Of a re-INVITE that was refused.
        }
        stopRepeating();
        if (state != State.ANSWERED) {
            return;
        }
        state = State.TALKING;
        ground.count(Count.ACKED);
        if (invite.body().isBlank() && !ack.body().isBlank()) {
            voice.hear(ack.body());
        }
        var talk = plan.talk();
        if (kind == Behaviour.Kind.VANISH) {
            long most = talk == null ? Ground.T2 : talk.draw(ground.random());
            vanishing = ground.after(random(most), this::vanish);
        } else if (kind == Behaviour.Kind.BRIEF) {
            hangUp();
        } else if (talk != null) {
            next = ground.after(talk.draw(ground.random()), this::hangUp);
        }
    }

    private void cancelled(SipText cancel, InetSocketAddress from) {
        respond(cancel, "200 OK", from);
        if (state == State.RINGING) {
            refuse("487 Request Terminated", Count.CANCELLED);
            if (kind == Behaviour.Kind.RING_OUT) {
                party.after.rangOut(party);
            }
        }
    }

    private void bye(SipText bye, InetSocketAddress from) {
        respond(bye, "200 OK", from);
        if (isLive()) {
            ground.count(Count.BYES_RECEIVED);
            stopRepeating();
            over();
        } else {
            ground.count(Count.RETRANSMISSIONS_RECEIVED);
        }
    }

    private void refuse(String status, Count count) {
        ground.count(count);
        over();
        last = Texts.response(invite, status, tag, "", "");
        repeat = Repeat.upToT2(ground, datagram(last), () -> ground.count(Count.UNANSWERED));
    }

    private void hangUp() {
        stopRepeating();
        over();
        ground.count(Count.BYES_SENT);
        var remote = SipText.uri(invite.first("Contact"));
        var to = invite.first("To");
        var dialog = new Texts.Dialog(remote, to + ";tag=" + tag, invite.first("From"), callId);
        var branch = Texts.branch(ground);
        sequence++;
        var via = Texts.via(ground.network().local(party.socket), branch);
        asks.ask(branch, datagram(dialog.request("BYE", sequence, via, "", "")), this::byeAnswered);
    }

    private void byeAnswered(@Nullable SipText response) {
        if (response != null && response.status() != 200) {
            ground.counters().unexpected(response.status() + " to BYE");
        }
    }

    private long random(long most) {
        return ground.random().nextLong(most + 1);
    }

    private void vanish() {
        if (isLive()) {
            ground.count(Count.VANISHED);
            die();
            party.after.vanished(party);
        }
    }

    private void die() {
        stopRepeating();
        over();
        state = State.DEAD;
    }

    private void over() {
        if (isLive()) {
            ground.counters().take(Count.LIVE);
            ground.after(Ground.LIMIT, () -> forgotten.accept(this)); // Until then it may repeat.
        }
        state = State.OVER;
        if (party.current == this) {
            party.current = null;
        }
        cancel(next);
        cancel(vanishing);
        voice.close();
    }

    private void sendLast(String status, String lines, String body) {
        last = Texts.response(invite, status, tag, lines, body);
        ground.send(party.socket, last, source);
    }

    private void respond(SipText request, String status, InetSocketAddress to) {
        ground.send(party.socket, Texts.response(request, status, tag, "", ""), to);
    }

    private Datagram datagram(byte[] octets) {
        return new Datagram(party.socket, octets, source);
    }

    private String contact() {
        return Texts.contact(party.user, ground.network().local(party.socket));
    }

    private void stopRepeating() {
        if (repeat != null) {
            repeat.stop();
            repeat = null;
        }
    }

    private static void cancel(TimerWheel.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
