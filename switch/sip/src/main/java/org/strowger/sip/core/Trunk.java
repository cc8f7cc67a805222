package org.strowger.sip.core;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.SipCounter;
import org.strowger.sip.TrunkState;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.locate.Located;
import org.strowger.sip.locate.ServerName;
import org.strowger.sip.trunk.CallGate;
import org.strowger.sip.trunk.HostState;
import org.strowger.sip.trunk.Hosts;
import org.strowger.sip.trunk.NamedHosts;
import org.strowger.sip.trunk.TrunkHost;
import org.strowger.sip.trunk.TrunkName;

/** One trunk as it is now. */
final class Trunk {

    private static final Logger LOG = LoggerFactory.getLogger(Trunk.class);

    /** Requests beyond that may be cut into fragments, which get lost. */
    static final int LARGEST_DATAGRAM = 1_300;

    private static final Refusal NEXT_SECOND = Refusal.of(503, "Retry-After: 1");

    private static final long NO_TCP = TimeUnit.MINUTES.toMicros(10);

    private final SipContext sip;
    private final SipTrunk config;
    private final NamedHosts named;
    private final Hosts hosts;
    private final Carrier carrier;
    private final CallGate gate;
    private final TrunkProbes probes;
    private final @Nullable TrunkRegistration registration;
    private boolean warned;
    private boolean open;

    Trunk(SipContext sip, SipTrunk config) {
        this.sip = sip;
        this.config = config;
        this.named = new NamedHosts(config.hosts(), config.names());
        this.hosts = new Hosts(named.all(), !config.overflow().isEmpty());
        this.carrier = new Carrier(config, hosts);
        this.gate = new CallGate(config.limits());
        this.probes = new TrunkProbes(host -> new TrunkProbe(sip, this, host));
        this.registration =
                config.registering() == null
                        ? null
                        : new TrunkRegistration(sip, this, config.registering());
    }

    SipTrunk config() {
        return config;
    }

    Hosts hosts() {
        return hosts;
    }

    /** Whom its dialogs are with. */
    Correspondent carrier() {
        return carrier;
    }

    CallGate gate() {
        return gate;
    }

    @Nullable TrunkRegistration registration() {
        return registration;
    }

    boolean isRegistered() {
        return registration != null && registration.state() == TrunkState.Registration.REGISTERED;
    }

    /** Whether it answered our registration by this way. */
    boolean isRegisteredBy(Flow flow) {
        return registration != null && registration.isBy(flow);
    }

    /** Its token came from none of its addresses: an address that conf lacks, or a fraud. */
    void calledFromElsewhere(Flow flow) {
        sip.count(SipCounter.TRUNK_TOKEN_ELSEWHERE);
        if (!warned) {
            warned = true;
            LOG.warn(
                    "trunk {}: a call with its token came from {}, which is neither a host nor"
                            + " trusted: it counts as anybody's (said once)",
                    config.name(),
                    HostPort.of(flow.remote()));
        }
    }

    /** Begins checks and registration. */
    void open() {
        open = true;
        check();
        if (registration != null) {
            registration.begin();
        }
    }

    private void check() {
        probes.follow(open && config.checkSeconds() > 0 ? hosts.all() : List.of());
    }

    /**
     * A name was looked up.
     *
     * @return whether hosts of this trunk came or went
     */
    boolean located(ServerName name, List<Located> at) {
        if (!named.located(name, at, sip.timers().now())) {
            return false;
        }
        hosts.become(named.all());
        check();
        if (open && registration != null) {
            registration.hostsChanged();
        }
        return true;
    }

    /** Ends them: no timer is left, and the registration is taken back. */
    void close() {
        open = false;
        check();
        if (registration != null) {
            registration.end();
        }
    }

    /** Timers that wait for their time whether or not there is a call. */
    int timers() {
        return probes.waiting() + (registration == null ? 0 : registration.timers());
    }

    /**
     * Takes in a call that goes out.
     *
     * @return the hosts to try in their order; empty when the call was not taken in
     */
    List<HostState> enter() {
        long now = sip.timers().now();
        var order = hosts.order(now, sip.entropy());
        if (order.isEmpty()) {
            sip.count(SipCounter.TRUNK_DOWN);
        } else if (gate.enterOutgoing(now) != CallGate.Entry.IN) {
            sip.count(SipCounter.TRUNK_LIMIT);
            return List.of();
        }
        return registration == null ? order : registration.order(order);
    }

    /** What a call to that host has to go through; mostly nothing. */
    List<String> routes(HostState state) {
        return registration == null ? List.of() : registration.routes(state);
    }

    /**
     * Takes in a call of the trunk's. Only one that comes too fast hears when to come again: a
     * Retry-After keeps all its calls away for that long, and nobody knows when a place is free.
     *
     * @return null when it was taken in
     */
    @Nullable Refusal enterIncoming() {
        var entry = gate.enterIncoming(sip.timers().now());
        if (entry == CallGate.Entry.IN) {
            return null;
        }
        sip.count(SipCounter.TRUNK_LIMIT);
        return entry == CallGate.Entry.TOO_FAST ? NEXT_SECOND : Refusal.of(503);
    }

    /** The usual way there: the host's own connection where it lets us use one (RFC 5923). */
    Flow flow(HostState state) {
        var reused = state.reused();
        return reused == null ? flow(state.host(), state.host().transport()) : reused;
    }

    private Flow flow(TrunkHost host, Flow.Transport transport) {
        var here = sip.config().address(transport, host.address());
        return new Flow(transport, here, host.address(), 0);
    }

    /** The way for a request of that size (RFC 3261, section 18.1.1). */
    Flow way(HostState state, int octets) {
        boolean tcp =
                octets > LARGEST_DATAGRAM
                        && state.host().transport() == Flow.Transport.UDP
                        && config.tcpSwitch()
                        && sip.config().addresses().containsKey(Flow.Transport.TCP)
                        && state.takesTcp(sip.timers().now());
        return tcp ? flow(state.host(), Flow.Transport.TCP) : flow(state);
    }

    /** A request that was too large for UDP got no connection: not for a while. */
    void refusedTcp(HostState state) {
        state.refusesTcp(sip.timers().now() + NO_TCP);
    }

    /** URI of a user behind it; of the trunk itself without a user. */
    String uri(String user, TrunkHost host) {
        var at = user.isEmpty() ? "" : Uris.escapeUser(user) + '@';
        return "sip:" + at + (config.domain().isEmpty() ? host.uriHost() : config.domain());
    }

    /** What a Request-URI has behind that: the transport, where the URI names the address. */
    String uriParameter(TrunkHost host) {
        return config.domain().isEmpty() ? host.uriParameter() : "";
    }

    /** Host of our own URIs towards it. */
    String ourHost(TrunkHost host) {
        return config.domain().isEmpty()
                ? HostPort.host(sip.config().address(host.transport(), host.address()))
                : config.domain();
    }

    List<TrunkState> states() {
        long now = sip.timers().now();
        return Stream.concat(
                        hosts.all().stream().map(host -> state(host, now)),
                        named.missing().stream().map(this::state))
                .toList();
    }

    private TrunkState state(HostState state, long now) {
        var host = state.host();
        var name = host.name();
        var service = state.takesCalls(now) ? TrunkState.Service.UP : TrunkState.Service.RESTING;
        return new TrunkState(
                config.name(),
                name == null ? "" : name.text(),
                host.text(),
                named.saidMicros(host),
                host.transport(),
                host.priority(),
                host.weight(),
                state.inService() ? service : TrunkState.Service.DOWN,
                registering(),
                gate.calls());
    }

    /** One that led nowhere so far. */
    private TrunkState state(TrunkName name) {
        var transport = name.server().transport();
        return new TrunkState(
                config.name(),
                name.server().text(),
                "",
                0,
                transport == null ? Flow.Transport.UDP : transport,
                name.priority(),
                name.weight(),
                TrunkState.Service.UNRESOLVED,
                registering(),
                gate.calls());
    }

    private TrunkState.Registration registering() {
        return registration == null ? TrunkState.Registration.NONE : registration.state();
    }
}
