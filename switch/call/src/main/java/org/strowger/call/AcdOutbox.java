package org.strowger.call;

import java.util.ArrayDeque;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AcdPort;

/**
 * Keeps, in order, what found no slot on the distributor's ring. Bounded by calls plus agents: each
 * has only so many events to tell before the distributor has to speak.
 */
final class AcdOutbox {

    private final AcdPort port;
    private final ArrayDeque<AcdEvent> waiting = new ArrayDeque<>();

    AcdOutbox(AcdPort port) {
        this.port = port;
    }

    void publish(AcdEvent event) {
        flush();
        if (!waiting.isEmpty() || !port.tryPublish(event)) {
            waiting.add(event);
        }
    }

    /** Tries again what waits. */
    void flush() {
        var first = waiting.peek();
        while (first != null && port.tryPublish(first)) {
            waiting.remove();
            first = waiting.peek();
        }
    }

    int size() {
        return waiting.size();
    }
}
