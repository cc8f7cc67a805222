package org.strowger.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events that were read from the spool and are not in the database yet, by call. A call that ends
 * soon is then written once, as a whole; one that stays open is written when it has been held for
 * long enough. What is held can be read again from {@link #earliest}.
 */
final class HeldCalls {

    private final LoaderLimits limits;

    /** In the order of their first events, so the oldest stands first. */
    private final Map<String, Held> open = new LinkedHashMap<>();

    /** To be written with the next transaction. */
    private final List<CallEvent> due = new ArrayList<>();

    private int openEvents;

    HeldCalls(LoaderLimits limits) {
        this.limits = limits;
    }

    private record Held(SpoolPosition begin, long sinceMicros, List<CallEvent> events) {}

    /**
     * Takes an event.
     *
     * @param begin a place at or before the event, and not before that of the event taken last
     */
    void add(CallEvent event, SpoolPosition begin, long nowMicros) {
        var id = event.call().value();
        var held = open.get(id);
        if (event instanceof CallEvent.Beside) {
            due.add(event); // It has a table of its own, and may come when the call is over.
            return;
        }
        if (event instanceof CallEvent.Ended) {
            if (held != null) {
                release(id, held);
            }
            due.add(event);
            return;
        }
        if (held == null) {
            held = new Held(begin, nowMicros, new ArrayList<>());
            open.put(id, held);
        }
        held.events().add(event);
        openEvents++;
    }

    /**
     * Gives away what has to be written: the calls that have ended, and those that have been held
     * too long or are too many. A call's events stand together, in order.
     */
    List<CallEvent> takeDue(long nowMicros) {
        return take(limits.heldEvents(), nowMicros - limits.holdMicros());
    }

    /** Gives away everything. */
    List<CallEvent> takeAll() {
        return take(0, Long.MAX_VALUE);
    }

    /** Where the first event that is held begins, or {@code otherwise} when none is. */
    SpoolPosition earliest(SpoolPosition otherwise) {
        return open.isEmpty() ? otherwise : open.values().iterator().next().begin();
    }

    /** Forgets everything; it is read again. */
    void clear() {
        open.clear();
        due.clear();
        openEvents = 0;
    }

    private List<CallEvent> take(int keepEvents, long heldSinceMicros) {
        while (!open.isEmpty()) {
            var oldest = open.entrySet().iterator().next();
            if (openEvents <= keepEvents && oldest.getValue().sinceMicros() > heldSinceMicros) {
                break;
            }
            release(oldest.getKey(), oldest.getValue());
        }
        var taken = List.copyOf(due);
        due.clear();
        return taken;
    }

    /** It is written next, and no longer held. */
    private void release(String id, Held held) {
        open.remove(id);
        due.addAll(held.events());
        openEvents -= held.events().size();
    }
}
