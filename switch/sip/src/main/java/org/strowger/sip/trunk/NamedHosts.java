package org.strowger.sip.trunk;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.strowger.sip.Flow;
import org.strowger.sip.locate.Located;
import org.strowger.sip.locate.ServerName;

/** The hosts of one trunk: those with an address, and those that its names led to last. */
public final class NamedHosts {

    private static final Found NOTHING = new Found(List.of(), 0);

    /** Where one name led, and when that was said. */
    private record Found(List<TrunkHost> hosts, long atMicros) {}

    private record Place(Flow.Transport transport, InetSocketAddress address) {}

    private final List<TrunkHost> literal;
    private final Map<TrunkName, Found> byName = new LinkedHashMap<>();

    /** Of the names nothing is known yet. */
    public NamedHosts(List<TrunkHost> literal, List<TrunkName> names) {
        this.literal = List.copyOf(literal);
        names.forEach(name -> byName.put(name, NOTHING));
    }

    /**
     * A name was looked up.
     *
     * @return whether a name of this trunk leads elsewhere now
     */
    public boolean located(ServerName server, List<Located> at, long nowMicros) {
        boolean changed = false;
        for (var entry : byName.entrySet()) {
            var name = entry.getKey();
            if (name.server().equals(server)) {
                var hosts = hosts(name, at);
                changed |= !hosts.equals(entry.getValue().hosts());
                entry.setValue(new Found(hosts, nowMicros));
            }
        }
        return changed;
    }

    private static List<TrunkHost> hosts(TrunkName name, List<Located> at) {
        boolean weighed = at.stream().anyMatch(one -> one.weight() > 0);
        return at.stream()
                .map(one -> TrunkHost.found(name, one, weighed ? one.weight() : name.weight()))
                .toList();
    }

    /** All that are known, each place once. */
    public List<TrunkHost> all() {
        var all = new ArrayList<TrunkHost>();
        var known = new HashSet<Place>();
        for (var host : literal) {
            add(all, known, host);
        }
        for (var found : byName.values()) {
            found.hosts().forEach(host -> add(all, known, host));
        }
        return all;
    }

    private static void add(List<TrunkHost> all, Set<Place> known, TrunkHost host) {
        if (known.add(new Place(host.transport(), host.address()))) {
            all.add(host);
        }
    }

    /** Names that led nowhere so far. */
    public List<TrunkName> missing() {
        return byName.keySet().stream()
                .filter(name -> byName.getOrDefault(name, NOTHING).hosts().isEmpty())
                .toList();
    }

    /** When a name server last said that a host is there; 0 for one that no name led to. */
    public long saidMicros(TrunkHost host) {
        for (var entry : byName.entrySet()) {
            if (Objects.equals(host.name(), entry.getKey().server())) {
                return entry.getValue().atMicros();
            }
        }
        return 0;
    }
}
