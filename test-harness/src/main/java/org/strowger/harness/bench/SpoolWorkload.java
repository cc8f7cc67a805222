package org.strowger.harness.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.strowger.base.CallId;
import org.strowger.records.CallEvent;
import org.strowger.records.Spool;
import org.strowger.records.SpoolLimits;
import org.strowger.records.SpoolPosition;

/** An event of a call encoded, framed and handed to a disk that keeps nothing. */
@State(Scope.Thread)
public class SpoolWorkload {

    private static final int GROUP = 50;

    private final Nowhere disk = new Nowhere();
    private final Spool spool =
            new Spool(disk, () -> 1_000_000, SpoolLimits.standard(), SpoolPosition.START);
    private final CallEvent event =
            new CallEvent.Queued(new CallId("n1-1-1"), 1_000_000, "support", "en", "21");

    /** A group of events; counted by the event. */
    @Benchmark
    @OperationsPerInvocation(GROUP)
    public long events() {
        for (int i = 0; i < GROUP; i++) {
            spool.append(event);
        }
        if (!spool.step()) {
            throw new IllegalStateException("the spool wrote nothing");
        }
        return disk.octets();
    }
}
