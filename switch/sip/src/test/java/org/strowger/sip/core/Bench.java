package org.strowger.sip.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.strowger.base.Entropy;
import org.strowger.sip.Flow;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.SipCounters;
import org.strowger.sip.SipSender;
import org.strowger.sip.guard.Offence;
import org.strowger.sip.guard.SourceWatch;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.message.StatelessResponse;
import org.strowger.sip.registrar.BindingLog;
import org.strowger.sip.registrar.KeptBinding;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.transaction.FakeTime;

/** One core with T1 = 500 ms, fed with text, whose sent messages are text again. */
final class Bench {

    static final String SDP =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.9
            s=-
            c=IN IP4 127.0.0.9
            t=0 0
            m=audio 4000 RTP/AVP 0
            a=rtpmap:0 PCMU/8000
            """
                    .replace("\n", "\r\n");

    static final AudioDescription OURS =
            new AudioDescription(
                    address("127.0.0.1", 20_000),
                    List.of(Codec.PCMU),
                    -1,
                    AudioDescription.Direction.SENDRECV,
                    false);

    final FakeTime time = new FakeTime();
    final Hub hub = new Hub();
    final SipCounters counters = new SipCounters();
    final List<String> sent = new ArrayList<>();
    final List<Flow> flows = new ArrayList<>();
    final Map<String, KeptBinding> kept = new LinkedHashMap<>();

    /** Who did what that nobody honest does often. */
    final List<String> offences = new ArrayList<>();

    /** For whom the other side of every TLS connection has shown a certificate. */
    final List<String> verified = new ArrayList<>();

    /** Where names of trunks lead, as the guard was told last. */
    final List<String> trunksAt = new ArrayList<>();

    final SipCore core;

    /** Contacts that the watch was told of. */
    int ways;

    boolean broken;

    /** Number of a TCP connection that is gone; -1 for none. */
    long gone = -1;

    Bench() {
        this(new ConfigOf().config());
    }

    Bench(SipCoreLimits limits) {
        this(limited(limits));
    }

    private static SipConfig limited(SipCoreLimits limits) {
        var conf = new ConfigOf();
        conf.limits = limits;
        return conf.config();
    }

    Bench(SipConfig config) {
        core =
                new SipCore(
                        config,
                        time,
                        Entropy.seeded(1),
                        time.wheel(),
                        sender(),
                        hub,
                        counters,
                        new BindingLog() {
                            @Override
                            public void bound(KeptBinding binding) {
                                kept.put(binding.user() + binding.identity(), binding);
                            }

                            @Override
                            public void unbound(String user, String identity) {
                                kept.remove(user + identity);
                            }
                        },
                        watch());
    }

    private SipSender sender() {
        return new SipSender() {
            @Override
            public boolean send(Flow flow, byte[] message) {
                boolean lost = broken || flow.connection() == gone;
                if (!lost) {
                    sent.add(new String(message, UTF_8));
                    flows.add(flow);
                }
                return !lost;
            }

            @Override
            public boolean isVerified(Flow flow, String host) {
                return verified.contains(host);
            }
        };
    }

    private SourceWatch watch() {
        return new SourceWatch() {
            @Override
            public void offence(Flow flow, Offence offence) {
                offences.add(flow.remote().getHostString() + ' ' + offence);
            }

            @Override
            public void registered(Flow flow) {
                ways++;
            }

            @Override
            public void unregistered(Flow flow) {
                ways--;
            }

            @Override
            public void trunksAt(List<InetAddress> addresses) {
                trunksAt.clear();
                addresses.forEach(address -> trunksAt.add(address.getHostAddress()));
            }
        };
    }

    /** A literal address: nothing is looked up. */
    static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    static Flow flow(String host, int port) {
        return new Flow(Flow.Transport.UDP, address("127.0.0.1", 5060), address(host, port), 0);
    }

    /** A TCP connection of 127.0.0.9's. */
    static Flow tcp(int port, long connection) {
        var remote = address("127.0.0.9", port);
        return new Flow(Flow.Transport.TCP, address("127.0.0.1", 5060), remote, connection);
    }

    /** A datagram from 127.0.0.9:5060; line ends may be those of Java. */
    void receive(String message) {
        receive(message, flow("127.0.0.9", 5060));
    }

    void receive(String message, Flow flow) {
        var octets = message.replaceAll("\r?\n", "\r\n").getBytes(UTF_8);
        try {
            core.received(new InboundMessage(octets, SipIndex.of(octets), flow));
        } catch (MalformedSipMessageException e) {
            throw new IllegalArgumentException("the test's message: " + message, e);
        }
    }

    /** A datagram as the I/O loop takes it: what is malformed is answered there, or dropped. */
    void receive(byte[] octets) {
        var flow = flow("127.0.0.9", 5060);
        try {
            core.received(new InboundMessage(octets, SipIndex.of(octets), flow));
        } catch (MalformedSipMessageException e) {
            var request = e.request();
            if (request != null) {
                var source = flow.remote();
                var answer = StatelessResponse.of(request, source, e.status(), e.problem());
                sent.add(new String(answer, UTF_8));
                flows.add(flow);
            }
        }
    }

    /** What was sent since the last look. */
    List<String> sent() {
        var since = List.copyOf(sent);
        sent.clear();
        flows.clear();
        return since;
    }

    /** The start lines of what was sent since the last look, without the version. */
    List<String> started() {
        return sent().stream()
                .map(message -> message.lines().findFirst().orElseThrow())
                .map(line ->
                        line.startsWith("SIP/2.0 ")
                                ? line.substring(8, 11)
                                : line.substring(0, line.indexOf(' ')))
                .toList();
    }

    /** The one message that was sent since the last look. */
    String only() {
        var since = sent();
        if (since.size() != 1) {
            throw new AssertionError("not one message: " + since);
        }
        return since.getFirst();
    }

    static String header(String message, String name) {
        var matcher = Pattern.compile("^" + name + ": (.*)", Pattern.MULTILINE).matcher(message);
        return matcher.find() ? matcher.group(1) : "";
    }

    static String toTag(String message) {
        var to = header(message, "To");
        int tag = to.indexOf(";tag=");
        return tag < 0 ? "" : to.substring(tag + 5);
    }

    /** A request of 127.0.0.9:5060 outside a dialog, or inside with what {@code more} changes. */
    static String request(String method, Map<String, String> more, String body) {
        var branch = more.getOrDefault("branch", "z9hG4bK-" + method);
        var text =
                new StringBuilder(method + ' ' + more.getOrDefault("uri", "sip:4000@127.0.0.1"))
                        .append(" SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.9:5060;branch=")
                        .append(branch)
                        .append("\r\nFrom: ")
                        .append(more.getOrDefault("From", "\"Al\" <sip:555@127.0.0.9>;tag=al"))
                        .append("\r\nTo: ")
                        .append(more.getOrDefault("To", "<sip:4000@127.0.0.1>"))
                        .append("\r\nCall-ID: ")
                        .append(more.getOrDefault("Call-ID", "call-1"))
                        .append("\r\nCSeq: ")
                        .append(more.getOrDefault("CSeq", "1 " + method))
                        .append("\r\nContact: ")
                        .append(more.getOrDefault("Contact", "<sip:al@127.0.0.9:5060>"))
                        .append("\r\nMax-Forwards: ")
                        .append(more.getOrDefault("Max-Forwards", "70"))
                        .append("\r\n")
                        .append(more.getOrDefault("lines", ""));
        if (!body.isEmpty()) {
            text.append("Content-Type: ")
                    .append(more.getOrDefault("Content-Type", "application/sdp"))
                    .append("\r\n");
        }
        return text.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    static String invite(Map<String, String> more) {
        return request("INVITE", more, SDP);
    }

    /** A request inside the dialog that {@code response} made; the number is in CSeq. */
    static String inDialog(String method, int cseq, String response, String body) {
        return request(
                method,
                Map.of(
                        "To", header(response, "To"),
                        "CSeq", cseq + " " + method,
                        "branch", "z9hG4bK-" + method + cseq),
                body);
    }

    /** A response to a request that the core sent. */
    static String response(int status, String request, String toTag, String body) {
        var to = header(request, "To");
        return "SIP/2.0 "
                + status
                + " X\r\nVia: "
                + header(request, "Via")
                + "\r\nFrom: "
                + header(request, "From")
                + "\r\nTo: "
                + to
                + (toTag.isEmpty() || to.contains(";tag=") ? "" : ";tag=" + toTag)
                + "\r\nCall-ID: "
                + header(request, "Call-ID")
                + "\r\nCSeq: "
                + header(request, "CSeq")
                + "\r\nContact: <sip:peer@127.0.0.2:5070>"
                + (body.isEmpty() ? "" : "\r\nContent-Type: application/sdp")
                + "\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    /** Calls a number behind the trunk. */
    org.strowger.sip.SipLeg call() {
        return core.call(
                new OutgoingCall(
                        new OutgoingCall.Target.Trunk("peer", "4003"), "555", "Al \"x\"", OURS),
                hub.listener("out"));
    }

    /** A call from 127.0.0.9:5060 to us, as our 200 when its ACK has come. */
    String answered() {
        receive(invite(Map.of()));
        hub.leg().answer(OURS);
        var ok = sent().getLast();
        receive(inDialog("ACK", 1, ok, ""));
        hub.told();
        return ok;
    }

    /** The caller's BYE to that, which is answered. */
    void hangsUp(String ok, int cseq) {
        sent();
        receive(inDialog("BYE", cseq, ok, ""));
        if (!started().equals(List.of("200"))) {
            throw new AssertionError("a BYE is not answered");
        }
    }

    /** Registers 1001 at 127.0.0.9:5060 with the right password. */
    void register(String contact, int cseq, String lines) {
        receive(Registers.register("1001", "1001", "demo-1001", this, contact, cseq, lines));
    }

    /** Nothing is left that a call could have made: run 64*T1 and a bit after the last message. */
    boolean atRest() {
        return core.dialogs() == 0
                && core.clientTransactions() == 0
                && core.serverTransactions() == 0
                && time.wheel().size() == core.registrations() + core.phoneChecks();
    }

    void rest() {
        time.advance(Duration.ofSeconds(33));
    }

    /** For the end of a test, which may be in the middle of a transaction. */
    void leavesNothing() {
        rest();
        rest();
        if (!atRest()) {
            throw new AssertionError("transactions, dialogs or timers are left at the end");
        }
    }
}
