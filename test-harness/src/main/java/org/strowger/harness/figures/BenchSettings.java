package org.strowger.harness.figures;

import java.nio.file.Path;
import org.strowger.harness.load.Cores;

/**
 * How much is measured.
 *
 * @param calls of which the heap is counted
 * @param contacts that are registered
 * @param refreshSeconds after which each of them registers again
 * @param seconds of steady load, after the warm-up
 * @param warmUpSeconds of the calls whose CPU or 100 is measured
 * @param rate of calls a second whose 100 is measured; where CPU is, in proportion to it
 * @param legs that hear music; half as many calls are relayed
 * @param heap of the switch, as {@code -Xmx} takes it
 * @param pinned whether switch and generator have a core each
 * @param out folder for the results
 */
public record BenchSettings(
        int calls,
        int contacts,
        int refreshSeconds,
        int seconds,
        int warmUpSeconds,
        double rate,
        int legs,
        String heap,
        boolean pinned,
        Path out) {

    public BenchSettings {
        if (calls < 1
                || legs < 2
                || contacts < 1
                || refreshSeconds < 1
                || seconds < 1
                || !(rate > 0)) {
            throw new IllegalArgumentException("every number is above 0");
        }
    }

    /** Where they run; pins this process. */
    Cores cores() {
        var cores = pinned ? Cores.apart() : Cores.shared();
        cores.pinThisProcess(out);
        return cores;
    }
}
