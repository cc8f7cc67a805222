package org.strowger.sip.core;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * Lets so many checks of contacts be under way at a time; the others wait for their turn, first
 * come, first served. As large as there are checks.
 */
final class CheckTurns {

    /** What a network that is back, or a proxy with everybody behind it, gets at once. */
    static final int AT_ONCE = 200;

    private final SequencedSet<PhoneCheck> waiting = new LinkedHashSet<>();
    private int taken;

    /** It wants to ask: at once, or when its turn has come. A second time means nothing. */
    void want(PhoneCheck check) {
        waiting.add(check);
        next();
    }

    /** It does not want to ask any more. */
    void leave(PhoneCheck check) {
        waiting.remove(check);
    }

    /** One that had its turn is through, or has had it for long enough. */
    void done() {
        taken--;
        next();
    }

    private void next() {
        while (taken < AT_ONCE && !waiting.isEmpty()) {
            taken++;
            waiting.removeFirst().ask();
        }
    }
}
