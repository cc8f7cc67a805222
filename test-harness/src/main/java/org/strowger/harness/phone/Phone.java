package org.strowger.harness.phone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A telephone: {@code var call = phone.dial("4000"); call.awaitAnswer(...); call.press("21");}.
 * Everything goes to one server, the switch, and comes from it.
 */
public final class Phone implements AutoCloseable {

    private static final int REMEMBERED = 256;
    private static final Duration EXPIRES = Duration.ofHours(1);

    /**
     * What a registration met.
     *
     * @param challenge first answer, 401 as a rule
     * @param answer to the request with credentials; the same as the first when it asked for none
     */
    public record Registration(SipText challenge, SipText answer) {}

    private record Exchange(Wire.Repeat repeat, CompletableFuture<SipText> answer) {}

    final Monitor monitor = new Monitor();
    final Wire wire;

    private final String user;
    private final @Nullable String password;
    private final InetSocketAddress server;

    // Guarded by the monitor.
    private final Map<String, PhoneCall> calls = new HashMap<>();
    private final Map<String, Exchange> exchanges = new HashMap<>();
    private final Map<String, byte[]> answered = new LinkedHashMap<>();
    private final ArrayDeque<IncomingCall> incoming = new ArrayDeque<>();
    private Answering answering = new Answering.Ring();
    private Digest.Algorithm algorithm = Digest.Algorithm.MD5;
    private List<Integer> formats = List.of(0, 8);
    private int telephoneEvent = 101;
    private int optionsAnswered;

    private Phone(
            InetSocketAddress address,
            String user,
            @Nullable String password,
            InetSocketAddress server) {
        this.user = user;
        this.password = password;
        this.server = server;
        this.wire =
                new Wire(address, (message, source) -> monitor.change(() -> take(message, source)));
    }

    /** A phone of somebody the switch knows. It is not registered yet. */
    public static Phone of(String user, String password, InetSocketAddress server) {
        return new Phone(local("127.0.0.1", 0), user, password, server);
    }

    /** The same at another address of this machine, 127.0.0.2 for instance. */
    public static Phone of(String user, String password, String address, InetSocketAddress server) {
        return new Phone(local(address, 0), user, password, server);
    }

    /** A phone of somebody the switch does not know; the number is what it claims to be. */
    public static Phone anonymous(String number, InetSocketAddress server) {
        return new Phone(local("127.0.0.1", 0), number, null, server);
    }

    /** The same from another address of this machine, 127.0.0.2 for instance. */
    public static Phone anonymous(String number, String address, InetSocketAddress server) {
        return new Phone(local(address, 0), number, null, server);
    }

    /** A carrier's end, which the switch finds at a port that its configuration names. */
    public static Phone carrier(int port, InetSocketAddress server) {
        return new Phone(local("127.0.0.1", port), "carrier", null, server);
    }

    /** What to do when called; rings for ever unless this is set. */
    public Phone answering(Answering next) {
        monitor.change(() -> answering = next);
        return this;
    }

    /** Which digest to take when the switch offers several; MD5 unless set. */
    public Phone algorithm(Digest.Algorithm chosen) {
        monitor.change(() -> algorithm = chosen);
        return this;
    }

    /** Payload types to offer and to answer with; 0 and 8 unless set. */
    public Phone formats(List<Integer> offered) {
        monitor.change(() -> formats = List.copyOf(offered));
        return this;
    }

    /** Payload type of keys to offer, 101 unless set; -1 offers none, and keys are tones. */
    public Phone telephoneEvent(int payloadType) {
        monitor.change(() -> telephoneEvent = payloadType);
        return this;
    }

    /**
     * Registers for an hour.
     *
     * @throws IllegalStateException if the switch refuses
     */
    public void register() {
        var answer = tryRegister(EXPIRES).answer();
        if (answer.status() != 200) {
            throw new IllegalStateException(user + " is not registered: " + answer.startLine());
        }
    }

    /** Takes the registration back. */
    public void unregister() {
        tryRegister(Duration.ZERO);
    }

    /** Registers and tells what came, refused or not. */
    public Registration tryRegister(Duration expires) {
        var dialog =
                new Dialog(Dialog.token(), address(user), address(user), contact(), registrar());
        var first = await(send(dialog, expires, null));
        if (first.status() != 401 || !hasPassword()) {
            return new Registration(first, first);
        }
        var authorization = authorization(first, "REGISTER", registrar());
        return new Registration(first, await(send(dialog, expires, authorization)));
    }

    /** Calls a number; does not wait. */
    public PhoneCall dial(String number) {
        var dialog =
                new Dialog(
                        Dialog.token(), address(user), address(number), contact(), address(number));
        return monitor.read(() -> {
            var call = new OutgoingCall(this, dialog);
            calls.put(dialog.callId, call);
            call.start();
            return call;
        });
    }

    /** Waits for the next call to this phone, in order. */
    public IncomingCall awaitCall(Duration limit) {
        monitor.await(() -> !incoming.isEmpty(), limit, () -> "no call to " + user);
        return monitor.read(incoming::removeFirst);
    }

    /** The oldest call to this phone from that number, or null if there is none now. */
    public @Nullable IncomingCall takeCallFrom(String caller) {
        return monitor.read(() -> {
            for (var call : incoming) {
                if (call.caller().equals(caller)) {
                    incoming.remove(call);
                    return call;
                }
            }
            return null;
        });
    }

    /** Calls to this phone that {@link #awaitCall} has not taken. */
    public int callsWaiting() {
        return monitor.read(incoming::size);
    }

    /** Asks the switch for a sign of life; tells the status of its answer. */
    public int options() {
        var dialog = new Dialog(Dialog.token(), address(user), registrar(), contact(), registrar());
        return await(exchange(dialog.request("OPTIONS", via()), server)).status();
    }

    /** OPTIONS of the switch's that were answered. */
    public int optionsAnswered() {
        return monitor.read(() -> optionsAnswered);
    }

    public String user() {
        return user;
    }

    /** Where this phone takes SIP. */
    public InetSocketAddress address() {
        return wire.local();
    }

    /** Stops at once: calls that still exist fall silent without a word to the switch. */
    @Override
    public void close() {
        monitor.change(() -> calls.values().forEach(call -> call.audio.close()));
        wire.close();
    }

    InetSocketAddress server() {
        return server;
    }

    boolean hasPassword() {
        return password != null;
    }

    int telephoneEvent() {
        return telephoneEvent;
    }

    /** What the other side's description asks for, unless this phone has none. */
    int telephoneEvent(Sdp theirs) {
        return telephoneEvent < 0 ? telephoneEvent : theirs.telephoneEvent();
    }

    long t1Millis() {
        return 500;
    }

    String via() {
        return "SIP/2.0/UDP %s:%d;branch=%s;rport"
                .formatted(address().getHostString(), address().getPort(), Dialog.branch());
    }

    Sdp description(InetSocketAddress rtp, int event) {
        var offered = new ArrayList<>(formats);
        if (event >= 0) {
            offered.add(event);
        }
        return new Sdp(rtp, offered, event, "sendrecv");
    }

    /** Answers the challenge whose algorithm this phone prefers, else the first it can. */
    String authorization(SipText refusal, String method, String uri) {
        var chosen = Digest.Challenge.of(refusal, algorithm);
        var secret = password == null ? "" : password;
        return Digest.authorization(chosen, user, secret, method, uri, 1, Dialog.token());
    }

    /** Sends a request other than INVITE until its final response; with the monitor or without. */
    CompletableFuture<SipText> exchange(SipText request, InetSocketAddress to) {
        var answer = new CompletableFuture<SipText>();
        monitor.change(() ->
                exchanges.put(
                        SipText.parameter(request.first("Via"), "branch") + request.method(),
                        new Exchange(
                                wire.sendUntilStopped(request.octets(), to, t1Millis()), answer)));
        return answer;
    }

    /** The same for whoever needs no answer but {@link #isQuiet}. */
    void ask(SipText request, InetSocketAddress to) {
        Future<SipText> ignored = exchange(request, to);
    }

    /** Whether every request of ours has its answer; with the monitor. */
    boolean isQuiet() {
        return exchanges.isEmpty();
    }

    /** Responds, and again if the request comes again; with the monitor. */
    void respond(SipText request, SipText response, InetSocketAddress to) {
        remember(request, response);
        wire.send(response.octets(), to);
    }

    void remember(SipText request, SipText response) {
        answered.put(key(request), response.octets());
        if (answered.size() > REMEMBERED) {
            answered.remove(answered.keySet().iterator().next());
        }
    }

    private CompletableFuture<SipText> send(
            Dialog dialog, Duration expires, @Nullable String authorization) {
        var request = dialog.request("REGISTER", via()).with("Expires", "" + expires.toSeconds());
        return exchange(
                authorization == null ? request : request.with("Authorization", authorization),
                server);
    }

    private SipText await(CompletableFuture<SipText> answer) {
        try {
            return answer.get(PhoneCall.ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotInTimeException("interrupted while waiting for an answer");
        } catch (ExecutionException | TimeoutException e) {
            throw new NotInTimeException("no answer to " + user + " from " + server);
        }
    }

    private void take(SipText message, InetSocketAddress source) {
        if (message.isRequest()) {
            request(message, source);
        } else if (message.sequenceMethod().equals("INVITE")) {
            var call = calls.get(message.first("Call-ID"));
            if (call != null) {
                call.response(message);
            }
        } else if (message.status() >= 200) {
            var branch = SipText.parameter(message.first("Via"), "branch");
            var exchange = exchanges.remove(branch + message.sequenceMethod());
            if (exchange != null) {
                exchange.repeat().stop();
                exchange.answer().complete(message);
            }
        }
    }

    private void request(SipText request, InetSocketAddress source) {
        var before = answered.get(key(request));
        var call = calls.get(request.first("Call-ID"));
        if (call != null && call.hasVanished()) {
            return;
        }
        if (before != null && !request.method().equals("ACK")) {
            wire.send(before, source);
        } else if (call != null) {
            call.request(request, source);
        } else if (request.method().equals("INVITE")) {
            ring(request, source);
        } else if (request.method().equals("OPTIONS")) {
            optionsAnswered++;
            respond(request, request.response("200 OK", Dialog.token()), source);
        } else if (!request.method().equals("ACK")) {
            var gone = request.response("481 Call Does Not Exist", Dialog.token());
            respond(request, gone, source);
        }
    }

    private void ring(SipText invite, InetSocketAddress source) {
        var remote = SipText.uri(invite.first("From"));
        var target = SipText.uri(invite.first("Contact"));
        var callId = invite.first("Call-ID");
        var dialog = new Dialog(callId, SipText.uri(invite.first("To")), remote, contact(), target);
        var call = new IncomingCall(this, dialog, invite, source);
        calls.put(callId, call);
        incoming.add(call);
        call.start(answering);
    }

    private static InetSocketAddress local(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private static String key(SipText request) {
        return SipText.parameter(request.first("Via"), "branch") + request.method();
    }

    private String contact() {
        return "sip:%s@%s:%d".formatted(user, address().getHostString(), address().getPort());
    }

    private String address(String number) {
        return "sip:%s@%s:%d".formatted(number, server.getHostString(), server.getPort());
    }

    private String registrar() {
        return "sip:%s:%d".formatted(server.getHostString(), server.getPort());
    }
}
