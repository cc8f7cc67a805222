package org.strowger.sip.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.strowger.sip.trunk.HostState;

/** The checks of a trunk's hosts: one of each host that there is now. */
final class TrunkProbes {

    private final Function<HostState, TrunkProbe> make;
    private Map<HostState, TrunkProbe> probes = Map.of();

    TrunkProbes(Function<HostState, TrunkProbe> make) {
        this.make = make;
    }

    /** Begins checks of those that are new, and ends those of whom is not there any more. */
    void follow(List<HostState> hosts) {
        var before = probes;
        var now = new LinkedHashMap<HostState, TrunkProbe>();
        for (var host : hosts) {
            var known = before.get(host);
            now.put(host, known == null ? begun(host) : known);
        }
        probes = now;
        before.forEach((host, probe) -> {
            if (!now.containsKey(host)) {
                probe.stop();
            }
        });
    }

    private TrunkProbe begun(HostState host) {
        var probe = make.apply(host);
        probe.begin();
        return probe;
    }

    /** How many wait for their next check. */
    int waiting() {
        return (int) probes.values().stream().filter(TrunkProbe::isWaiting).count();
    }
}
