package org.strowger.sip.registrar;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.strowger.sip.Flow;

/** By which ways somebody registered, and what is lost with a connection. */
final class Ways {

    /** Streams are the same by connection, datagrams by the other side's address. */
    private record Way(Flow.Transport transport, Object end) {
        static Way of(Flow flow) {
            return flow.transport().isStream()
                    ? new Way(flow.transport(), flow.connection())
                    : new Way(flow.transport(), flow.remote());
        }
    }

    private final Map<Way, Integer> counts = new HashMap<>();
    private final Map<Way, Set<Binding>> behind = new HashMap<>();

    /** Whether somebody registered by this flow. */
    boolean has(Flow flow) {
        return counts.containsKey(Way.of(flow));
    }

    void add(Binding binding) {
        var way = Way.of(binding.flow());
        counts.merge(way, 1, Integer::sum);
        if (way.transport.isStream()) {
            behind.computeIfAbsent(way, _ -> new LinkedHashSet<>()).add(binding);
        }
    }

    void remove(Binding binding) {
        var way = Way.of(binding.flow());
        counts.computeIfPresent(way, (_, n) -> n == 1 ? null : n - 1);
        behind.computeIfPresent(
                way,
                (_, bindings) -> {
                    bindings.remove(binding);
                    return bindings.isEmpty() ? null : bindings;
                });
    }

    /** The contacts behind this connection. */
    List<Binding> behind(Flow flow) {
        return List.copyOf(behind.getOrDefault(Way.of(flow), Set.of()));
    }

    /** Whether both are the same way to the other side. */
    static boolean same(Flow one, Flow other) {
        return Way.of(one).equals(Way.of(other));
    }
}
