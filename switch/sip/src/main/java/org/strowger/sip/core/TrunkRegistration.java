package org.strowger.sip.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.SipCounter;
import org.strowger.sip.TrunkState;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.registrar.Credentials;
import org.strowger.sip.registrar.DigestAlgorithm;
import org.strowger.sip.registrar.DigestClient;
import org.strowger.sip.transaction.ClientUser;
import org.strowger.sip.transaction.Timers;
import org.strowger.sip.trunk.HostState;
import org.strowger.sip.trunk.Registering;

/**
 * Tells a trunk where we are, and keeps it told (RFC 3261, section 10.2): refreshed after 80 to 90
 * % of the time that was granted; after a failure at the next host, and when there is none, after a
 * pause that doubles each time (RFC 5626, section 4.5).
 */
final class TrunkRegistration implements Timers.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(TrunkRegistration.class);
    private static final long SECOND = TimeUnit.SECONDS.toMicros(1);
    private static final long LONGEST_PAUSE_S = 1_800;
    private static final int LONGEST_EXPIRES = 86_400;
    private static final int MAX_DOUBLINGS = 10;
    private static final int LINE_DIGITS = 16;
    private static final String LINE = ";line=";

    private final SipContext sip;
    private final Trunk trunk;
    private final Registering asked;
    private final String line;
    private final @Nullable DigestClient digest;
    private final String callId;
    private final String tag;
    private TrunkState.Registration state = TrunkState.Registration.TRYING;
    private Iterator<HostState> round = List.<HostState>of().iterator();
    private @Nullable HostState host;
    private @Nullable Flow registeredBy;
    private @Nullable HostState registrar;
    private List<String> serviceRoute = List.of();
    private final KeepAlive keepAlive;
    private @Nullable Timer due;
    private long cseq;
    private int expires;
    private int failures;
    private boolean askedLonger;
    private boolean ending;

    TrunkRegistration(SipContext sip, Trunk trunk, Registering asked) {
        this.sip = sip;
        this.trunk = trunk;
        this.asked = asked;
        this.expires = asked.expiresSeconds();
        var credentials = trunk.config().credentials();
        this.digest = credentials == null ? null : new DigestClient(credentials, sip.entropy());
        this.line = credentials == null ? sip.entropy().hex(8) : line(credentials);
        this.callId = sip.entropy().hex(16);
        this.tag = sip.newTag();
        this.keepAlive = new KeepAlive(sip, callId, asked.keepAliveSeconds());
    }

    /** The same after a restart, so that the binding is replaced; and nobody can guess it. */
    private String line(Credentials credentials) {
        var secret = trunk.config().name() + '\n' + asked.user() + '\n' + credentials.password();
        return DigestAlgorithm.SHA_256.hash(secret).substring(0, LINE_DIGITS);
    }

    /** What our Contact has, and nobody else's. */
    String line() {
        return line;
    }

    /** That token in a Request-URI; empty for none. */
    static String lineOf(String uri) {
        int at = uri.indexOf(LINE);
        if (at < 0) {
            return "";
        }
        int from = at + LINE.length();
        int end = from;
        while (end < uri.length() && uri.charAt(end) != ';' && uri.charAt(end) != '?') {
            end++;
        }
        return uri.substring(from, end);
    }

    TrunkState.Registration state() {
        return state;
    }

    /** Whether this is the way by which we are registered. */
    boolean isBy(Flow flow) {
        return flow.equals(registeredBy) && state == TrunkState.Registration.REGISTERED;
    }

    /** Timers that wait. */
    int timers() {
        return (due == null ? 0 : 1) + (keepAlive.isWaiting() ? 1 : 0);
    }

    /** What calls to that host have to go through: what it said as our registrar (RFC 3608). */
    List<String> routes(HostState at) {
        boolean registered = state == TrunkState.Registration.REGISTERED && at == registrar;
        return registered ? serviceRoute : List.of();
    }

    /** The same hosts, but the one that named such a route first: others know nothing of it. */
    List<HostState> order(List<HostState> usual) {
        var first = registrar;
        if (first == null || routes(first).isEmpty() || !usual.contains(first)) {
            return usual;
        }
        var order = new ArrayList<>(usual);
        order.remove(first);
        order.addFirst(first);
        return order;
    }

    void begin() {
        after(0, this::newRound);
    }

    /** Takes the registration back, if there is one. */
    void end() {
        stop();
        keepAlive.stop();
        ending = true;
        if (state == TrunkState.Registration.REGISTERED) {
            newRequest();
        } else {
            state = TrunkState.Registration.ENDED;
        }
    }

    /** The connection that we registered by is gone: the trunk cannot reach us any more. */
    void connectionClosed(Flow flow) {
        if (isBy(flow) && !ending) {
            state = TrunkState.Registration.TRYING;
            keepAlive.stop();
            after(1L + sip.entropy().nextInt((int) SECOND), this::newRound);
        }
    }

    /** Hosts came or went. Who registered us and is gone may not be asked for us any more. */
    void hostsChanged() {
        boolean waits = host == null && due == null;
        boolean gone = host != null && !trunk.hosts().all().contains(host);
        if (!ending && (waits || gone)) {
            after(1L + sip.entropy().nextInt((int) SECOND), this::newRound);
        }
    }

    /** At every host that takes calls; if none does, at all: one may be back. */
    private void newRound() {
        due = null;
        askedLonger = false;
        var order = trunk.hosts().order(sip.timers().now(), sip.entropy());
        round = (order.isEmpty() ? trunk.hosts().all() : order).iterator();
        host = round.hasNext() ? round.next() : null; // A name that is found goes on.
        newRequest();
    }

    private void newRequest() {
        due = null;
        if (digest != null) {
            digest.begin();
        }
        send();
    }

    private void send() {
        var at = host;
        if (at == null) {
            return;
        }
        var flow = trunk.flow(at);
        var address = trunk.uri(asked.user(), at.host());
        var uri = trunk.uri("", at.host()) + trunk.uriParameter(at.host());
        cseq++;
        var register =
                new RequestText(
                        "REGISTER",
                        uri,
                        sip.via(flow),
                        sip.newBranch(),
                        List.of(),
                        '<' + address + ">;tag=" + tag,
                        '<' + address + '>',
                        callId,
                        cseq);
        send(at, register, flow, lines(flow, uri));
    }

    private void send(HostState at, RequestText register, Flow flow, String lines) {
        var octets = register.octets(lines, ResponseHead.NO_BODY);
        var way = trunk.way(at, octets.length);
        boolean switched = way.transport() != flow.transport();
        if (switched) {
            octets =
                    register.again(sip.via(way), register.branch())
                            .octets(lines, ResponseHead.NO_BODY);
        }
        sip.request(register, way, octets, new Sent(switched ? at : null));
    }

    private String lines(Flow flow, String uri) {
        var here = sip.config().address(flow.transport(), flow.remote());
        return "Contact: <sip:"
                + Uris.escapeUser(asked.user())
                + '@'
                + HostPort.of(here)
                + flow.transport().uriParameter()
                + LINE
                + line
                + ">\r\nExpires: "
                + (ending ? 0 : expires)
                + "\r\n"
                + (digest == null ? "" : digest.lines("REGISTER", uri))
                + SipContext.USER_AGENT;
    }

    /** One REGISTER; one that a later one has overtaken means nothing any more. */
    private final class Sent implements ClientUser<InboundMessage> {

        private final long number = cseq;
        private final @Nullable HostState switched;

        /**
         * The latest one.
         *
         * @param switched the host, if it went over TCP for its size
         */
        Sent(@Nullable HostState switched) {
            this.switched = switched;
        }

        @Override
        public void response(int status, InboundMessage response) {
            if (status >= 200 && number == cseq) {
                answered(status, response);
            }
        }

        @Override
        public void timedOut() {
            failed();
        }

        @Override
        public void transportFailed() {
            if (switched == null || number != cseq) {
                failed();
            } else {
                trunk.refusedTcp(switched);
                send();
            }
        }

        private void failed() {
            if (number == cseq) {
                elsewhere("no answer", 0);
            }
        }

        @Override
        public void broken() {
            TrunkRegistration.this.broken();
        }
    }

    private void answered(int status, InboundMessage response) {
        var index = response.index();
        if (status < 300) {
            registered(response);
        } else if (isChallenge(status) && digest != null && digest.challenged(status, index)) {
            sip.count(SipCounter.TRUNK_CHALLENGE_ANSWERED);
            send();
        } else if (status == 423 && takesLonger(index)) {
            newRequest();
        } else if (status == 408 || (status >= 500 && status < 600)) {
            elsewhere("status " + status, Seconds.of(index.header("Retry-After")));
        } else {
            pause("status " + status, Seconds.of(index.header("Retry-After")));
        }
    }

    private static boolean isChallenge(int status) {
        return status == 401 || status == 407;
    }

    /** Section 10.2.8: for as long as it wants, once. */
    private boolean takesLonger(SipIndex response) {
        long least = Seconds.of(response.header("Min-Expires"));
        if (ending || askedLonger || least <= expires || least > LONGEST_EXPIRES) {
            return false;
        }
        askedLonger = true;
        expires = (int) least;
        return true;
    }

    private void registered(InboundMessage response) {
        failures = 0;
        if (ending) {
            state = TrunkState.Registration.ENDED;
            return;
        }
        if (state != TrunkState.Registration.REGISTERED) {
            LOG.info("trunk {} knows where we are", trunk.config().name());
        }
        state = TrunkState.Registration.REGISTERED;
        registeredBy = response.flow();
        registrar = host;
        serviceRoute = ServiceRoute.of(response.index());
        keepAlive.by(response.flow());
        long granted = Math.max(1, Contacts.granted(response.index(), LINE + line, expires));
        long permille = 800L + sip.entropy().nextInt(101);
        after(granted * SECOND * permille / 1_000, this::newRequest);
    }

    /** This host does not take it: the next, or all again after a pause. */
    private void elsewhere(String why, long retryAfter) {
        if (!ending && round.hasNext()) {
            host = round.next();
            newRequest();
        } else {
            pause(why, retryAfter);
        }
    }

    private void pause(String why, long retryAfter) {
        if (ending) {
            state = TrunkState.Registration.ENDED;
            return;
        }
        sip.count(SipCounter.TRUNK_REGISTER_FAILED);
        if (failures == 0) {
            LOG.warn("trunk {} does not register us: {}", trunk.config().name(), why);
        }
        state = TrunkState.Registration.FAILED;
        keepAlive.stop();
        long whole = (asked.retrySeconds() * SECOND) << Math.min(failures, MAX_DOUBLINGS);
        failures++;
        long longest = Math.min(whole, LONGEST_PAUSE_S * SECOND);
        long pause = longest / 2 + longest * sip.entropy().nextInt(1_000) / 2_000;
        long wanted = Math.min(Math.max(retryAfter, 0), LONGEST_PAUSE_S) * SECOND;
        after(Math.max(pause, wanted), this::newRound);
    }

    private void after(long micros, Runnable action) {
        stop();
        due = sip.timers().after(micros, this, action);
    }

    private void stop() {
        if (due != null) {
            due.cancel();
            due = null;
        }
    }

    @Override
    public String sipCallId() {
        return callId;
    }

    @Override
    public void broken() {
        if (!ending) {
            pause("a bug of ours", 0);
        }
    }
}
