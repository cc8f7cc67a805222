package org.strowger.harness.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AcdEventText;
import org.strowger.acd.Distributor;

/**
 * What a distributor needs of the heap: with and without, after full collections. Each event is
 * read anew from its line of the journal, so that the names that a caller or an agent has are
 * counted, too.
 *
 * @param octetsPerAgent of agents who are all idle, with the queues
 * @param octetsPerCaller of those who wait
 */
record Memory(long octetsPerAgent, long octetsPerCaller) {

    private static final int COLLECTIONS = 3;

    /** Of a distributor that is filled so: agents first, then callers. */
    static Memory of(List<AcdEvent> fill, int agents) {
        long empty = used();
        var distributor = new Distributor();
        int joined = 0;
        while (!(fill.get(joined) instanceof AcdEvent.CallQueued)) {
            handle(distributor, fill.get(joined++));
        }
        long ready = used();
        fill.subList(joined, fill.size()).forEach(event -> handle(distributor, event));
        long full = used();
        int waiting = Math.max(1, distributor.census().waiting());
        return new Memory((ready - empty) / agents, (full - ready) / waiting);
    }

    private static void handle(Distributor distributor, AcdEvent event) {
        distributor.handle(AcdEventText.decode(AcdEventText.encode(event)));
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
