package org.strowger.sip.trunk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.strowger.base.Entropy;

/** The hosts of one trunk, and the order in which a call tries them (RFC 2782). */
public final class Hosts {

    private final List<HostState> all;
    private final boolean alternative;

    /**
     * All in service.
     *
     * @param otherTrunk whether calls have another way when no host takes them: then even an only
     *     host rests after it was silent
     */
    public Hosts(List<TrunkHost> hosts, boolean otherTrunk) {
        all =
                hosts.stream()
                        .sorted(Comparator.comparingInt(TrunkHost::priority))
                        .map(HostState::new)
                        .toList();
        alternative = otherTrunk || all.size() > 1;
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
            int priority = open.get(from).host().priority();
            while (to < open.size() && open.get(to).host().priority() == priority) {
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
        if (alternative) {
            host.restAsSilent(untilMicros);
        }
    }

    /** It asked to be left alone (RFC 3261, section 21.5.4). */
    public void asksForRest(HostState host, long untilMicros) {
        host.restAsAsked(untilMicros);
    }
}
