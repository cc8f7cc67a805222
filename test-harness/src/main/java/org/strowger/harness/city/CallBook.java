package org.strowger.harness.city;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.records.CallEvent;
import org.strowger.records.Cdr;

/**
 * What the spool is told of each call that lives, and whether it adds up: one start, one end, and
 * in between every event that the record at the end speaks of. One book for each life of the
 * switch.
 */
final class CallBook {

    private final Truth.Complaints complaints;
    private final Map<String, Page> pages = new LinkedHashMap<>();

    CallBook(Truth.Complaints complaints) {
        this.complaints = complaints;
    }

    /** What was told of one call so far. */
    private static final class Page {
        private long answeredMicros;
        private @Nullable String queue;
        private long queuedMicros;
        private @Nullable String agent;
        private long agentMicros;
    }

    /** An event on its way to the spool. */
    void sees(CallEvent event) {
        var id = event.call().value();
        if (event instanceof CallEvent.Started) {
            if (pages.put(id, new Page()) != null) {
                complaints.raise("call " + id + " was told to begin twice");
            }
            return;
        }
        var page = pages.get(id);
        if (page == null) {
            complaints.raise(
                    "call %s was told of before its beginning, or after its end: %s"
                            .formatted(id, event));
            return;
        }
        switch (event) {
            case CallEvent.Answered(_, var at) -> page.answeredMicros = at;
            case CallEvent.Queued(_, var at, var queue, _, _) -> {
                page.queue = queue;
                page.queuedMicros = at;
                page.agent = null; // Who answered before is known by a leg.
                page.agentMicros = 0;
            }
            case CallEvent.AgentAnswered(_, var at, _, var agent) -> {
                page.agent = agent.isEmpty() ? null : agent;
                page.agentMicros = at;
            }
            case CallEvent.Ended(_, _, var cdr) -> {
                pages.remove(id);
                compare(page, cdr);
            }
            case CallEvent.Started _, CallEvent.LeftQueue _, CallEvent.Beside _ -> {}
        }
    }

    private void compare(Page page, Cdr record) {
        differs(record, "the answer", page.answeredMicros, record.switchAnsweredMicros());
        differs(record, "the queue", page.queue, record.queue());
        differs(record, "joining the queue", page.queuedMicros, record.queuedMicros());
        differs(record, "the agent", page.agent, record.agent());
        differs(record, "the agent's answer", page.agentMicros, record.answeredMicros());
    }

    private void differs(Cdr record, String what, @Nullable Object told, @Nullable Object written) {
        if (!Objects.equals(told, written)) {
            complaints.raise(
                    "call %s: the spool was told %s of %s, and the record says %s"
                            .formatted(record.id(), told, what, written));
        }
    }

    /** Only calls that live have no end yet. */
    void check(Set<String> live) {
        for (var id : pages.keySet()) {
            if (!live.contains(id)) {
                complaints.raise("call " + id + " is over, and the spool was not told its end");
            }
        }
    }
}
