package org.strowger.sip.core;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Caller;
import org.strowger.sip.Flow;
import org.strowger.sip.TrunkState;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.locate.Located;
import org.strowger.sip.locate.ServerName;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.trunk.HostState;
import org.strowger.sip.trunk.TrunkHost;

/** Every trunk, by name and by who calls. */
final class Trunks {

    /** A chain of overflows has no more trunks. */
    static final int LONGEST_CHAIN = 8;

    private final Map<String, Trunk> byName = new LinkedHashMap<>();
    private final Map<InetAddress, Trunk> bySource = new HashMap<>();
    private final Map<String, Trunk> byLine = new HashMap<>();
    private final SipContext sip;
    private final ConnectionReuse reuse;

    Trunks(SipContext sip) {
        this.sip = sip;
        this.reuse = new ConnectionReuse(sip);
        sip.config().trunks().forEach(config -> byName.put(config.name(), new Trunk(sip, config)));
        for (var trunk : byName.values()) {
            var registration = trunk.registration();
            if (registration != null) {
                byLine.put(registration.line(), trunk);
            }
        }
        findSources();
    }

    /** Whose calls come from where: first whom the operator trusts, then whom we register with. */
    private void findSources() {
        reuse.hostsOf(byName.values());
        bySource.clear();
        for (var trunk : byName.values()) {
            trunk.config().trusted().forEach(source -> bySource.putIfAbsent(source, trunk));
        }
        for (var trunk : byName.values()) {
            if (trunk.registration() != null) {
                hosts(trunk).forEach(at -> bySource.putIfAbsent(at.address().getAddress(), trunk));
            }
        }
    }

    private static Stream<TrunkHost> hosts(Trunk trunk) {
        return trunk.hosts().all().stream().map(HostState::host);
    }

    /** A name was looked up: its servers are there now. */
    void located(ServerName name, List<Located> at) {
        boolean changed = false;
        for (var trunk : byName.values()) {
            changed |= trunk.located(name, at);
        }
        if (changed) {
            findSources();
            sip.watch()
                    .trunksAt(
                            byName.values().stream()
                                    .flatMap(Trunks::hosts)
                                    .filter(host -> host.name() != null)
                                    .map(host -> host.address().getAddress())
                                    .distinct()
                                    .toList());
        }
    }

    void open() {
        byName.values().forEach(Trunk::open);
    }

    void close() {
        byName.values().forEach(Trunk::close);
    }

    int timers() {
        return byName.values().stream().mapToInt(Trunk::timers).sum();
    }

    List<TrunkState> states() {
        return byName.values().stream().flatMap(trunk -> trunk.states().stream()).toList();
    }

    /** How many know where we are. */
    int registered() {
        return (int) byName.values().stream().filter(Trunk::isRegistered).count();
    }

    /** A request came that may offer its connection for ours. */
    void offered(InboundMessage request) {
        reuse.offered(request);
    }

    /**
     * A connection is gone, or could not be opened.
     *
     * @return whether requests of ours may have gone by it
     */
    boolean connectionClosed(Flow flow) {
        for (var trunk : byName.values()) {
            var registration = trunk.registration();
            if (registration != null) {
                registration.connectionClosed(flow);
            }
        }
        return reuse.closed(flow) || flow.connection() == 0;
    }

    @Nullable Trunk named(String name) {
        return byName.get(name);
    }

    /** Where its calls go when it takes none; null for nowhere. */
    @Nullable Trunk overflow(Trunk trunk) {
        return byName.get(trunk.config().overflow());
    }

    /** The trunk of that name, and those that its calls may overflow to. */
    List<Trunk> chain(String name) {
        var chain = new ArrayList<Trunk>();
        var at = byName.get(name);
        while (at != null && chain.size() < LONGEST_CHAIN) {
            chain.add(at);
            at = overflow(at);
        }
        return chain;
    }

    /** Of a call that a trunk of that name made. */
    Correspondent correspondent(String name) {
        return Objects.requireNonNull(byName.get(name), name).carrier();
    }

    /** Of somebody at that address, as far as it is a trunk's. Looks at every trunk. */
    Correspondent correspondent(InetAddress address) {
        for (var trunk : byName.values()) {
            if (trunk.carrier().mayBeAt(address)) {
                return trunk.carrier();
            }
        }
        return Correspondent.STRANGER;
    }

    /** Those that may send from that address; mostly one or none. Looks at every trunk. */
    List<Trunk> allAt(InetAddress address) {
        return byName.values().stream().filter(it -> it.carrier().mayBeAt(address)).toList();
    }

    /**
     * Whose call an INVITE is: by the token in the Contact that we registered, which comes back in
     * the Request-URI, else by its source. The token tells trunks apart that share a host; it is no
     * password: who has read one on its way is not the trunk for that.
     */
    @Nullable Trunk caller(InboundMessage invite) {
        if (!byLine.isEmpty()) {
            var trunk = byLine.get(TrunkRegistration.lineOf(invite.index().requestUri()));
            if (trunk != null && mayCallFrom(trunk, invite.flow())) {
                return trunk;
            }
        }
        return bySource.get(invite.flow().remote().getAddress());
    }

    private boolean mayCallFrom(Trunk trunk, Flow flow) {
        boolean known =
                trunk.isRegisteredBy(flow) || trunk.carrier().mayBeAt(flow.remote().getAddress());
        if (!known) {
            trunk.calledFromElsewhere(flow);
        }
        return known;
    }

    /** Takes in a call that came; null when it may go on, as that of who is no trunk. */
    @Nullable Refusal enter(Caller caller) {
        var trunk = of(caller);
        return trunk == null ? null : trunk.enterIncoming();
    }

    /** Such a call is over. */
    void leave(Caller caller) {
        var trunk = of(caller);
        if (trunk != null) {
            trunk.gate().leave();
        }
    }

    /** Who calls whom, as the trunk's rules have it. */
    CallingParty party(Caller caller, InboundMessage invite, CallingParty said) {
        var trunk = of(caller);
        return trunk == null ? said : AssertedIdentity.party(trunk.config().rules(), invite, said);
    }

    private @Nullable Trunk of(Caller caller) {
        return caller instanceof Caller.Trunk(var name) ? byName.get(name) : null;
    }
}
