package org.strowger.server.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The newest messages, so that a call can be shown from its beginning when only its second leg
 * shows that it is wanted. Belongs to the trace's thread.
 */
final class History {

    private static final long OCTETS = 4 << 20;

    /** What a message takes beside its octets. */
    private static final int OVERHEAD = 512;

    private final Deque<Seen> messages = new ArrayDeque<>();
    private long octets;

    void add(Seen seen) {
        messages.add(seen);
        octets += size(seen);
        while (octets > OCTETS) {
            octets -= size(messages.remove());
        }
    }

    private static int size(Seen seen) {
        return seen.message().octets().length + OVERHEAD;
    }

    /** The messages of one dialog, oldest first. */
    void forEach(String callId, Consumer<Seen> shown) {
        messages.stream().filter(seen -> seen.sketch().callId().equals(callId)).forEach(shown);
    }

    void clear() {
        messages.clear();
        octets = 0;
    }
}
