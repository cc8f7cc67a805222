package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.phone.SipText;

/** A caller's dialog from its 200 on: ACK, BYE, re-INVITE. Belongs to the farm's thread. */
final class Confirmed {

    private static final int INVITE = 1;
    private static final int BYE = 2;

    private final CallingLeg.Line line;
    private final Ground ground;
    private final Voice voice;
    private final Supplier<String> contact;
    private Texts.@Nullable Dialog dialog;
    private byte[] ack = new byte[0];
    private byte[] last = new byte[0];
    private int answered;
    private @Nullable Repeat repeat;

    Confirmed(CallingLeg.Line line, Voice voice, Supplier<String> contact) {
        this.line = line;
        this.ground = line.ground();
        this.voice = voice;
        this.contact = contact;
    }

    boolean isThere() {
        return dialog != null;
    }

    /** The 200 to the INVITE: takes its answer, or answers its offer if we made none. */
    void acknowledge(SipText response, Texts.Dialog early) {
        var to = response.first("To");
        var target = SipText.uri(response.first("Contact"));
        dialog = new Texts.Dialog(target, early.from(), to, early.callId());
        var body = "";
        if (voice.isOpen()) {
            voice.hear(response.body());
        } else {
            body = voice.describe(response.body());
        }
        ack = dialog.request("ACK", INVITE, via(Texts.branch(ground)), "", body);
        ground.count(Count.ACKED);
        ground.send(line.socket(), ack, line.server());
    }

    /** The 200 came again: so does its ACK. */
    void again(SipText response) {
        if (dialog != null && !response.first("To").equals(dialog.to())) {
            ground.counters().unexpected("200 of another branch of the call");
            return;
        }
        ground.count(Count.RETRANSMISSIONS_RECEIVED);
        ground.send(line.socket(), ack, line.server());
    }

    void bye() {
        if (dialog != null) {
            var branch = Texts.branch(ground);
            var bye = dialog.request("BYE", BYE, via(branch), "", "");
            long sent = ground.now();
            line.asks().ask(branch, datagram(bye), response -> byeAnswered(response, sent));
        }
    }

    /** A request other than BYE. */
    void request(SipText request, InetSocketAddress from, boolean talking) {
        switch (request.method()) {
            case "INVITE" -> invited(request, from, talking);
            case "ACK" -> acked(request);
            case "CANCEL", "OPTIONS" -> respond(request, "200 OK", from);
            default -> {
                ground.counters().unexpected(request.method() + " in a call");
                respond(request, "405 Method Not Allowed", from);
            }
        }
    }

    void respond(SipText request, String status, InetSocketAddress to) {
        ground.send(line.socket(), Texts.response(request, status, "", "", ""), to);
    }

    /** Nothing is sent again any more but in answer. */
    void stop() {
        if (repeat != null) {
            repeat.stop();
            repeat = null;
        }
    }

    private void invited(SipText request, InetSocketAddress from, boolean talking) {
        if (answered > 0 && request.sequence() <= answered) {
            ground.count(Count.RETRANSMISSIONS_RECEIVED);
            ground.send(line.socket(), last, from);
            return;
        }
        var body = talking ? voice.describe(request.body()) : "";
        if (body.isEmpty()) {
            respond(request, talking ? "488 Not Acceptable Here" : "481 No Call", from);
            return;
        }
        ground.count(Count.REINVITES);
        answered = request.sequence();
        last = Texts.response(request, "200 OK", "", contact.get(), body);
        stop();
        repeat = Repeat.upToT2(ground, datagram(last), () -> ground.count(Count.UNANSWERED));
    }

    private void acked(SipText request) {
        if (request.sequence() == answered) {
            stop();
            if (!request.body().isBlank()) {
                voice.hear(request.body());
            }
        }
    }

    private void byeAnswered(@Nullable SipText response, long sent) {
        if (response == null) {
            return;
        }
        if (response.status() == 200) {
            line.latencies().add(Latency.BYE_ANSWERED, ground.now() - sent);
        } else if (response.status() != 481) { // Both hung up at once: the other side is gone.
            ground.counters().unexpected(response.status() + " to BYE");
        }
    }

    private String via(String branch) {
        return Texts.via(ground.network().local(line.socket()), branch);
    }

    private Datagram datagram(byte[] octets) {
        return new Datagram(line.socket(), octets, line.server());
    }
}
