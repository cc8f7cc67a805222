package org.strowger.harness.farm;

import java.time.Duration;
import java.util.Map;

/** What every farm tells of itself. The methods are for any thread. */
public abstract sealed class Farm implements AutoCloseable permits AgentFarm, CallerFarm, Carrier {

    final FarmLoop loop;

    Farm(FarmLoop loop) {
        this.loop = loop;
    }

    /** One count, as it is now. */
    public long count(Count count) {
        return loop.ground().counters().of(count);
    }

    /** All counts. */
    public Map<Count, Long> counts() {
        return loop.ground().counters().all();
    }

    /** Messages that should not have come, by kind. */
    public Map<String, Long> unexpected() {
        return loop.ground().counters().allUnexpected();
    }

    /** CPU time of the farm's thread. */
    public Duration cpu() {
        return loop.cpu();
    }

    /** Ends it and all its calls. */
    @Override
    public abstract void close();
}
