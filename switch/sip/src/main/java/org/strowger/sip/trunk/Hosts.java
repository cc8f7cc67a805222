package org.strowger.sip.trunk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.strowger.base.Entropy;

/** The hosts of one trunk, and the order in which a call tries them (RFC 2782). */
public final class Hosts {

    private static final Comparator<TrunkHost> BY_PRIORITY =
            Comparator.comparingInt(TrunkHost::priority).thenComparingInt(TrunkHost::within);

    private final boolean otherTrunk;
    private List<HostState> all = List.of();

    /**
     * All in service.
     *
     * @param otherTrunk whether calls have another way when no host takes them: then even an only
     *     host rests after it was silent
     */
    public Hosts(List<TrunkHost> hosts, boolean otherTrunk) {
        this.otherTrunk = otherTrunk;
        become(hosts);
    }

    /** Other hosts from now on; what is known of those that stay is kept. */
    public void become(List<TrunkHost> hosts) {
        all = hosts.stream().sorted(BY_PRIORITY).map(this::state).toList();
    }

    private HostState state(TrunkHost host) {
        for (var known : all) {
            if (known.isAt(host)) {
                known.host(host);
                return known;
            }
        }
        return new HostState(host);
    }

    /** In the order of their priorities. */
    public List<HostState> all() {
        return all;
    }

    /** Those that take calls now, in the order for one call; empty when there is none. */
    public List<HostState> order(long nowMicros, Entropy entropy) {
        var open = all.stream().filter(host -> host.takesCalls(nowMicros)).toList();
        return open.size() < 2 ? open : weighed(open, entropy);
    }

    private static List<HostState> weighed(List<HostState> open, Entropy entropy) {
        var order = new ArrayList<HostState>(open.size());
        int from = 0;
        while (from < open.size()) {
            int to = from + 1;
            var first = open.get(from).host();
            while (to < open.size() && BY_PRIORITY.compare(open.get(to).host(), first) == 0) {
                to++;
            }
            var same = new ArrayList<>(open.subList(from, to));
            same.sort(Comparator.comparing(host -> host.host().weight() != 0));
            while (!same.isEmpty()) {
                order.add(same.remove(pick(same, entropy)));
            }
            from = to;
        }
        return order;
    }

    /** Those without weight stand first: they are picked when chance says 0. */
    private static int pick(List<HostState> same, Entropy entropy) {
        if (same.size() == 1) {
            return 0;
        }
        int sum = same.stream().mapToInt(host -> host.host().weight()).sum();
        int chosen = entropy.nextInt(sum + 1);
        int running = 0;
        for (int i = 0; i < same.size(); i++) {
            running += same.get(i).host().weight();
            if (running >= chosen) {
                return i;
            }
        }
        throw new IllegalStateException("chance is beyond the sum of all weights");
    }

    /** A call got no answer there, or could not be sent: others go first for a while. */
    public void silent(HostState host, long untilMicros) {
        if (otherTrunk || all.size() > 1) {
            host.restAsSilent(untilMicros);
        }
    }

    /** It asked to be left alone (RFC 3261, section 21.5.4). */
    public void asksForRest(HostState host, long untilMicros) {
        host.restAsAsked(untilMicros);
    }
}
