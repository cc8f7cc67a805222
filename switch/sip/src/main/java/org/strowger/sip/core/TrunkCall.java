package org.strowger.sip.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.Q850;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.registrar.DigestClient;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.trunk.HostState;

/**
 * One call out through a trunk: which host it tries, what it answers to a challenge, and where it
 * goes when a host, or the whole trunk, fails it (RFC 3263, section 4.3: the same request once
 * more, with another branch).
 */
final class TrunkCall implements Recourse {

    private static final long SECOND = TimeUnit.SECONDS.toMicros(1);
    private static final long LONGEST_REST_S = 300;

    private final SipContext sip;
    private final Trunks trunks;
    private final OutgoingCall call;
    private final String number;
    private final String tag;
    private Trunk trunk;
    private TrunkCaller caller;
    private Iterator<HostState> left;
    private HostState host;
    private @Nullable DigestClient digest;
    private String credentials = "";
    private int visited = 1;
    private Flow.Transport transport;
    private boolean again;
    private boolean heard;
    private Set<HostState> been = Set.of();

    private TrunkCall(
            SipContext sip,
            Trunks trunks,
            OutgoingCall call,
            String number,
            Trunk trunk,
            List<HostState> hosts) {
        this.sip = sip;
        this.trunks = trunks;
        this.call = call;
        this.number = number;
        this.tag = sip.newTag();
        this.trunk = trunk;
        this.caller = TrunkCaller.of(call, trunk.config().rules());
        this.left = hosts.iterator();
        this.host = left.next();
        this.transport = host.host().transport();
    }

    /** A call that the trunk, or one that it overflows to, has taken in; null for none. */
    static @Nullable TrunkCall begin(
            SipContext sip, Trunks trunks, OutgoingCall call, String number, Trunk trunk) {
        var at = trunk;
        for (int visited = 1; at != null && visited <= Trunks.LONGEST_CHAIN; visited++) {
            var hosts = at.enter();
            if (!hosts.isEmpty()) {
                var begun = new TrunkCall(sip, trunks, call, number, at, hosts);
                begun.visited = visited;
                return begun;
            }
            at = trunks.overflow(at);
        }
        return null;
    }

    /** Tag of our From. */
    String tag() {
        return tag;
    }

    /** The INVITE for the first host. */
    Retry first() {
        var branch = sip.newBranch();
        return invite(branch, sip.entropy().hex(16), 1, offer());
    }

    /** The offer with the codecs that the trunk wants. */
    AudioDescription offer() {
        var wanted = trunk.config().rules().codecs();
        var offered = call.offer(host.host().address());
        if (wanted.isEmpty() || wanted.equals(offered.codecs())) {
            return offered;
        }
        List<Codec> codecs = wanted.stream().filter(offered.codecs()::contains).toList();
        return codecs.isEmpty() ? offered : offered.with(codecs);
    }

    private Retry invite(String branch, String callId, long cseq, AudioDescription offer) {
        var config = trunk.config();
        var at = host.host();
        var flow = trunk.flow(host);
        var uri = trunk.uri(config.rules().numbers().outCalled().rewrite(number), at);
        var from = caller.from(trunk.ourHost(at));
        return new Retry(
                new RequestText(
                        "INVITE",
                        uri + trunk.uriParameter(at),
                        sip.via(flow),
                        branch,
                        trunk.routes(host),
                        from + ";tag=" + tag,
                        '<' + uri + '>',
                        callId,
                        cseq,
                        call.trail().maxForwards()),
                flow,
                trunk.carrier(),
                offer);
    }

    @Override
    public String lines(String uri) {
        credentials = digest == null ? "" : digest.lines("INVITE", uri);
        var ourHost = trunk.ourHost(host.host());
        var rules = trunk.config().rules();
        var diverted = DiversionLines.toTrunk(rules, ourHost, call.trail(), uri);
        return caller.lines(ourHost) + diverted + OutgoingCalls.breadth(call) + credentials;
    }

    @Override
    public String credentials() {
        return credentials;
    }

    @Override
    public long patience(boolean trying) {
        var failover = trunk.config().failover();
        heard = trying;
        boolean elsewhere =
                left.hasNext() || trunks.overflow(trunk) != null || (isSwitched() && !heard);
        long millis = trying ? failover.progressMillis() : failover.silenceMillis();
        return elsewhere ? TimeUnit.MILLISECONDS.toMicros(millis) : 0;
    }

    @Override
    public @Nullable Retry refused(InboundMessage response, RequestText sent, boolean rang) {
        int status = response.index().status();
        if (status == 401 || status == 407) {
            return challenged(status, response, sent);
        }
        if (status < 400) {
            var elsewhere = redirected(response, sent);
            if (elsewhere != null) {
                return elsewhere;
            }
        }
        // A gateway may say 503 for a user who is busy: no other host would do better.
        int meant = Q850.status(status, ReasonHeader.q850(response.index()));
        if (meant == 503) {
            rest(response);
        }
        boolean unavailable = meant == 503 && !rang;
        boolean goesOn = unavailable || trunk.config().failover().statuses().contains(meant);
        return goesOn ? next(sent) : null;
    }

    private @Nullable Retry redirected(InboundMessage response, RequestText sent) {
        leaves();
        var number = trunk.config().rules().numbers().outCalled().rewrite(this.number);
        var to =
                TrunkRedirection.isOne(response.index().status())
                        ? TrunkRedirection.find(sip, trunk.hosts().all(), number, been, response)
                        : null;
        if (to == null) {
            sip.count(SipCounter.TRUNK_REDIRECT_REFUSED);
            return null;
        }
        sip.count(SipCounter.TRUNK_REDIRECTED);
        host = to.host();
        leftWithout(host);
        digest = null;
        again = false;
        var flow = trunk.flow(host);
        var next = sent.to(to.uri(), trunk.routes(host), sip.via(flow), sip.newBranch());
        return new Retry(next, flow, trunk.carrier(), offer());
    }

    private void leaves() {
        been = been.isEmpty() ? new HashSet<>() : been; // Few calls need it.
        been.add(host);
    }

    private void leftWithout(HostState taken) {
        var others = new ArrayList<HostState>();
        left.forEachRemaining(others::add);
        others.remove(taken);
        left = others.iterator();
    }

    private @Nullable Retry challenged(int status, InboundMessage response, RequestText sent) {
        var ours = trunk.config().credentials();
        if (ours == null) {
            return null;
        }
        var client = digest;
        if (client == null) {
            client = new DigestClient(ours, sip.entropy());
            digest = client;
        }
        if (!client.challenged(status, response.index())) {
            return null;
        }
        sip.count(SipCounter.TRUNK_CHALLENGE_ANSWERED);
        return by(sent.next(sent.branch()), sip.newBranch());
    }

    /** A 503 that says for how long (RFC 3261, section 21.5.4). */
    private void rest(InboundMessage response) {
        long seconds = Seconds.of(response.index().header("Retry-After"));
        if (seconds > 0) {
            long micros = Math.min(seconds, LONGEST_REST_S) * SECOND;
            trunk.hosts().asksForRest(host, sip.timers().now() + micros);
        }
    }

    @Override
    public Flow way(Flow usual, int octets) {
        var way = trunk.way(host, octets);
        if (way.transport() != host.host().transport()) {
            sip.count(SipCounter.TRUNK_TCP_SWITCH);
        }
        transport = way.transport();
        return way;
    }

    /** Whether the INVITE went over TCP because it was too large for UDP. */
    private boolean isSwitched() {
        return transport != host.host().transport();
    }

    /**
     * Over TCP for its size: over UDP after all (RFC 3261, section 18.1.1). By a connection that
     * had been there before, and closed: by a new one, which is no other request for the host.
     */
    @Override
    public @Nullable Retry unsent(RequestText sent) {
        if (isSwitched()) {
            return backToUdp(sent);
        }
        if (!transport.isStream() || again) {
            return silent(sent);
        }
        again = true;
        host.reuse(null);
        return by(sent, sent.branch());
    }

    private Retry backToUdp(RequestText sent) {
        trunk.refusedTcp(host);
        return by(sent, sip.newBranch());
    }

    private Retry by(RequestText sent, String branch) {
        var flow = trunk.flow(host);
        return new Retry(sent.again(sip.via(flow), branch), flow, trunk.carrier());
    }

    @Override
    public @Nullable Retry silent(RequestText sent) {
        if (isSwitched() && !heard) {
            return backToUdp(sent);
        }
        long rest = trunk.config().failover().restSeconds() * SECOND;
        trunk.hosts().silent(host, sip.timers().now() + rest);
        return next(sent);
    }

    private @Nullable Retry next(RequestText sent) {
        if (!left.hasNext() && !overflow()) {
            return null;
        }
        leaves();
        host = left.next();
        digest = null;
        again = false;
        sip.count(SipCounter.TRUNK_FAILOVER);
        return invite(sip.newBranch(), sent.callId(), sent.cseq(), offer());
    }

    /** Leaves this trunk for the next that takes the call. */
    private boolean overflow() {
        for (var at = trunks.overflow(trunk); at != null; at = trunks.overflow(at)) {
            visited++;
            if (visited > Trunks.LONGEST_CHAIN) {
                return false;
            }
            var hosts = at.enter();
            if (!hosts.isEmpty()) {
                trunk.gate().leave();
                trunk = at;
                caller = TrunkCaller.of(call, trunk.config().rules());
                left = hosts.iterator();
                return true;
            }
        }
        return false;
    }

    @Override
    public Recourse answered() {
        return new Answered(trunk, credentials);
    }

    @Override
    public void over() {
        trunk.gate().leave();
    }

    /** All that is kept of a call that stands. */
    private record Answered(Trunk trunk, String credentials) implements Recourse {
        @Override
        public void over() {
            trunk.gate().leave();
        }
    }
}
