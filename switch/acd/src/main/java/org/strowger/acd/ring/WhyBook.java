package org.strowger.acd.ring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.strowger.acd.AcdCommand.Explained;
import org.strowger.base.CallId;

/**
 * Why the distributor decided as it did, of the calls that came last. Written by the thread {@code
 * acd} alone, read by any.
 */
public final class WhyBook implements Consumer<Explained> {

    /** So many calls are remembered; of one more the oldest is forgotten. */
    public static final int MOST_CALLS = 10_000;

    /** So many lines a call has; of one more the one in the middle is forgotten. */
    public static final int MOST_LINES = 64;

    private final ConcurrentHashMap<CallId, List<Explained>> pages = new ConcurrentHashMap<>();
    private final ArrayDeque<CallId> order = new ArrayDeque<>(); // Of the thread acd.

    @Override
    public void accept(Explained line) {
        var page = pages.get(line.call());
        if (page == null) {
            order.add(line.call());
            if (order.size() > MOST_CALLS) {
                pages.remove(order.remove());
            }
        }
        pages.put(line.call(), page == null ? List.of(line) : with(page, line));
    }

    /** What is remembered of a call, in order; nothing of one that is not known. */
    public List<Explained> of(CallId call) {
        return pages.getOrDefault(call, List.of());
    }

    private static List<Explained> with(List<Explained> page, Explained line) {
        var longer = new ArrayList<>(page);
        if (longer.size() == MOST_LINES) {
            longer.remove(MOST_LINES / 2);
        }
        longer.add(line);
        return List.copyOf(longer);
    }
}
