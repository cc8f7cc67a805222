package org.strowger.harness.city;

import java.util.List;

/** The city found that something is not as it must be. */
public final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final transient List<String> trace;

    Violation(String what, String where, List<String> trace) {
        super(what + " (" + where + ")");
        this.what = what;
        this.trace = List.copyOf(trace);
    }

    /** What is not as it must be, with the call or the agent; without time and seed. */
    public String what() {
        return what;
    }

    /** What happened last before it was found. */
    public List<String> trace() {
        return trace == null ? List.of() : trace;
    }
}
