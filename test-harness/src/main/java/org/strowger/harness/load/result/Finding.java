package org.strowger.harness.load.result;

import java.util.List;

/**
 * One thing that was checked after a round: a sum that must agree, a resource that must be back, an
 * outcome that a trouble profile expects.
 *
 * @param name short and fixed, for example {@code records = callers}
 * @param holds whether it does
 * @param detail the figures, in a line
 * @param calls those that are to blame, by caller's number or id; at most {@link #MAX_CALLS}
 */
public record Finding(String name, boolean holds, String detail, List<String> calls) {

    public static final int MAX_CALLS = 50;

    public Finding {
        calls = List.copyOf(calls.subList(0, Math.min(calls.size(), MAX_CALLS)));
    }

    public static Finding of(String name, boolean holds, String detail) {
        return new Finding(name, holds, detail, List.of());
    }
}
