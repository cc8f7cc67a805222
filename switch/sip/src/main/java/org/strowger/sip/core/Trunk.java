package org.strowger.sip.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.SipCounter;
import org.strowger.sip.TrunkState;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.trunk.CallGate;
import org.strowger.sip.trunk.HostState;
import org.strowger.sip.trunk.Hosts;
import org.strowger.sip.trunk.TrunkHost;

/** One trunk as it is now. */
final class Trunk {

    private static final Logger LOG = LoggerFactory.getLogger(Trunk.class);

    private final SipContext sip;
    private final SipTrunk config;
    private final Hosts hosts;
    private final CallGate gate;
    private final List<TrunkProbe> probes;
    private final @Nullable TrunkRegistration registration;
    private boolean warned;

    Trunk(SipContext sip, SipTrunk config) {
        this.sip = sip;
        this.config = config;
        this.hosts = new Hosts(config.hosts(), !config.overflow().isEmpty());
        this.gate = new CallGate(config.limits());
        this.probes =
                config.checkSeconds() == 0
                        ? List.of()
                        : hosts.all().stream()
                                .map(host -> new TrunkProbe(sip, this, host))
                                .toList();
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
        probes.forEach(TrunkProbe::begin);
        if (registration != null) {
            registration.begin();
        }
    }

    /** Ends them: no timer is left, and the registration is taken back. */
    void close() {
        probes.forEach(TrunkProbe::stop);
        if (registration != null) {
            registration.end();
        }
    }

    /** Timers that wait for their time whether or not there is a call. */
    int timers() {
        long checks = probes.stream().filter(TrunkProbe::isWaiting).count();
        return (int) checks + (registration != null && registration.isWaiting() ? 1 : 0);
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
        } else if (!gate.enterOutgoing(now)) {
            sip.count(SipCounter.TRUNK_LIMIT);
            return List.of();
        }
        return order;
    }

    /** Takes in a call of the trunk's. */
    boolean enterIncoming() {
        boolean entered = gate.enterIncoming();
        if (!entered) {
            sip.count(SipCounter.TRUNK_LIMIT);
        }
        return entered;
    }

    Flow flow(TrunkHost host) {
        var local = sip.config().address(host.transport());
        return new Flow(host.transport(), local, host.address(), 0);
    }

    /** URI of a user behind it; of the trunk itself without a user. */
    String uri(String user, TrunkHost host) {
        var at = user.isEmpty() ? "" : Uris.escapeUser(user) + '@';
        return "sip:" + at + (config.domain().isEmpty() ? host.text() : config.domain());
    }

    /** What a Request-URI has behind that: the transport, where the URI names the address. */
    String uriParameter(TrunkHost host) {
        return config.domain().isEmpty() ? host.transport().uriParameter() : "";
    }

    /** Host of our own URIs towards it. */
    String ourHost(TrunkHost host) {
        return config.domain().isEmpty()
                ? HostPort.host(sip.config().address(host.transport()))
                : config.domain();
    }

    List<TrunkState> states() {
        long now = sip.timers().now();
        return hosts.all().stream().map(host -> state(host, now)).toList();
    }

    private TrunkState state(HostState state, long now) {
        var host = state.host();
        var service = state.takesCalls(now) ? TrunkState.Service.UP : TrunkState.Service.RESTING;
        return new TrunkState(
                config.name(),
                host.text(),
                host.transport(),
                host.priority(),
                host.weight(),
                state.inService() ? service : TrunkState.Service.DOWN,
                registration == null ? TrunkState.Registration.NONE : registration.state(),
                gate.calls());
    }
}
