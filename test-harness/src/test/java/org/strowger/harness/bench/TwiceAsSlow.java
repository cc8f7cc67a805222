package org.strowger.harness.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A planted defect: the steps of a script, done twice. */
@State(Scope.Thread)
public class TwiceAsSlow {

    private final ScriptWorkload once = new ScriptWorkload();

    /** One caller, who costs as much as two. */
    @Benchmark
    public int call() {
        return once.call() + once.call();
    }
}
