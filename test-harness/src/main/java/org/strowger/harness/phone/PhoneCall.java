package org.strowger.harness.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a phone. All waiting methods throw {@link NotInTimeException} when what they wait for
 * does not come.
 */
public abstract sealed class PhoneCall permits OutgoingCall, IncomingCall {

    /** How far a call is. */
    public enum State {
        /** No answer, not even ringing. */
        CALLING,
        RINGING,
        ANSWERED,
        ENDED
    }

    /** How long a peer may take to answer a request in a dialog. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    final Phone phone;
    final Dialog dialog;
    final Audio audio;

    // Guarded by the phone's monitor.
    private State state = State.CALLING;
    private int status;
    private boolean endedByPeer;
    private boolean vanished;
    private @Nullable SipText refusal;
    private @Nullable SipText bye;
    private int reInvites;
    private int descriptions;
    private final List<String> infos = new ArrayList<>();

    PhoneCall(Phone phone, Dialog dialog) {
        this.phone = phone;
        this.dialog = dialog;
        this.audio = new Audio(phone.address().getHostString());
    }

    /** Waits until the peer's phone rings (or has answered already). */
    public final void awaitRinging(Duration limit) {
        await("ringing", () -> state == State.RINGING || state == State.ANSWERED, limit);
    }

    /** Waits until the call is answered. */
    public final void awaitAnswer(Duration limit) {
        await("answer", () -> state == State.ANSWERED || state == State.ENDED, limit);
        if (state() != State.ANSWERED) {
            throw new NotInTimeException("no answer: " + this);
        }
    }

    /**
     * Waits until the call is over, whoever ended it.
     *
     * @return final status of its INVITE: 200 after a conversation, 404, 486, 487 and so on
     */
    public final int awaitEnd(Duration limit) {
        await("end", () -> state == State.ENDED, limit);
        return status();
    }

    /** Waits for that many changes of the session by the peer. */
    public final void awaitReInvites(int count, Duration limit) {
        await("re-INVITE " + count, () -> reInvites >= count, limit);
    }

    /** Waits until the tone, and little else, has been heard for 0.4 s. */
    public final void awaitTone(double hertz, Duration limit) {
        audio.awaitHeard(
                hertz + " Hz", Duration.ofMillis(400), limit, heard -> heard.isTone(hertz));
    }

    /** Waits until anything has been heard for 0.3 s: a prompt, music or a voice. */
    public final void awaitSound(Duration limit) {
        audio.awaitHeard("sound", Duration.ofMillis(300), limit, Heard::isSound);
    }

    /** Waits until packets come but have no sound for 0.3 s. */
    public final void awaitSilence(Duration limit) {
        audio.awaitHeard("silence", Duration.ofMillis(300), limit, heard -> !heard.isSound());
    }

    /** Presses keys, see {@link Audio#press}. */
    public final void press(String keys) {
        audio.press(keys);
    }

    /** The call's sound. */
    public final Audio audio() {
        return audio;
    }

    public final String callId() {
        return dialog.callId;
    }

    public final State state() {
        return phone.monitor.read(() -> state);
    }

    /** Final status of its INVITE; 0 before there is one. */
    public final int status() {
        return phone.monitor.read(() -> status);
    }

    /**
     * The final response that refused this call.
     *
     * @throws IllegalStateException if there was none
     */
    public final SipText finalResponse() {
        var response = phone.monitor.read(() -> refusal);
        if (response == null) {
            throw new IllegalStateException("not refused: " + this);
        }
        return response;
    }

    /** Whether the peer sent the BYE, the CANCEL or the final response that ended it. */
    public final boolean endedByPeer() {
        return phone.monitor.read(() -> endedByPeer);
    }

    /**
     * Ends the call in whatever way its state asks for: BYE, CANCEL or a final response; returns
     * when the peer has agreed. Does nothing when it is over.
     */
    public final void hangUp() {
        phone.monitor.change(() -> {
            if (state == State.ANSWERED) {
                phone.ask(dialog.request("BYE", phone.via()), dialogAddress());
                end(200, false);
            } else if (state != State.ENDED) {
                giveUp();
            }
        });
        await("agreement to the end", () -> state == State.ENDED, ANSWER_LIMIT);
        phone.monitor.await(phone::isQuiet, ANSWER_LIMIT, () -> "no answer to the BYE of " + this);
    }

    /**
     * Asks the peer by REFER to connect its other party with a number of its own; does not wait. Of
     * the NOTIFYs that follow nothing is kept.
     */
    public final void refer(String number) {
        var server = phone.server();
        var to = "<sip:%s@%s:%d>".formatted(number, server.getHostString(), server.getPort());
        phone.monitor.change(() ->
                phone.ask(
                        dialog.request("REFER", phone.via()).with("Refer-To", to),
                        dialogAddress()));
    }

    /** Sends INFO with this body; does not wait. */
    public final void info(String type, String body) {
        phone.monitor.change(() ->
                phone.ask(
                        dialog.request("INFO", phone.via()).withBody(type, body), dialogAddress()));
    }

    /** Waits until the peer has sent so many INFOs. */
    public final List<String> awaitInfos(int count, Duration limit) {
        await("INFO " + count, () -> infos.size() >= count, limit);
        return phone.monitor.read(() -> List.copyOf(infos));
    }

    /** As if the phone had lost its power: not another packet, and nothing said. */
    public final void vanish() {
        phone.monitor.change(() -> {
            end(status, false);
            vanished = true;
        });
    }

    @Override
    public final String toString() {
        return "call %s (%s, status %d)".formatted(dialog.callId, state, status);
    }

    /** The peer's BYE; null when there was none. */
    final @Nullable SipText bye() {
        return phone.monitor.read(() -> bye);
    }

    /** Ends a call that is not answered yet; with the monitor. */
    abstract void giveUp();

    /** A response to an INVITE of this call; with the monitor. */
    abstract void response(SipText response);

    /** A request of the peer's; with the monitor. */
    abstract void request(SipText request, InetSocketAddress source);

    /** Where requests of this dialog go. */
    abstract InetSocketAddress dialogAddress();

    final void refused(SipText response) {
        refusal = response;
        end(response.status(), true);
    }

    final boolean is(State asked) {
        return state == asked;
    }

    final boolean hasVanished() {
        return vanished;
    }

    final void ringing() {
        if (state == State.CALLING) {
            state = State.RINGING;
        }
    }

    final void answered() {
        state = State.ANSWERED;
        status = 200;
    }

    final void end(int finalStatus, boolean byPeer) {
        if (state != State.ENDED) {
            state = State.ENDED;
            status = finalStatus;
            endedByPeer = byPeer;
            audio.close();
        }
    }

    /** Sends RTP where the description says, unless it has none. */
    final void connect(SipText message) {
        if (!message.body().isBlank()) {
            var sdp = Sdp.parse(message.body());
            audio.connect(sdp.rtp(), phone.telephoneEvent(sdp));
        }
    }

    /** Our description, with the payload type of events that the offer asked for. */
    final SipText describe(SipText message, int telephoneEvent) {
        descriptions++;
        return message.withBody(
                Sdp.TYPE, phone.description(audio.local(), telephoneEvent).text(descriptions));
    }

    /** What any dialog may be asked; with the monitor. */
    final void inDialog(SipText request, InetSocketAddress source) {
        switch (request.method()) {
            case "BYE" -> {
                bye = request;
                phone.respond(request, dialog.response(request, 200, "OK"), source);
                end(status == 0 ? 200 : status, true);
            }
            case "INVITE" -> reInvite(request, source);
            case "ACK" -> connect(request);
            case "INFO" -> {
                infos.add(request.body());
                phone.respond(request, dialog.response(request, 200, "OK"), source);
            }
            default -> phone.respond(request, dialog.response(request, 200, "OK"), source);
        }
    }

    private void reInvite(SipText request, InetSocketAddress source) {
        reInvites++;
        connect(request);
        int event =
                request.body().isBlank()
                        ? phone.telephoneEvent()
                        : phone.telephoneEvent(Sdp.parse(request.body()));
        phone.respond(request, describe(dialog.response(request, 200, "OK"), event), source);
    }

    private void await(String what, BooleanSupplier condition, Duration limit) {
        phone.monitor.await(condition, limit, () -> "no " + what + ": " + this);
    }
}
