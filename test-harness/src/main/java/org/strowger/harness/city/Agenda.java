package org.strowger.harness.city;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is going to happen, in the order of time; at one time, in the order in which it was set. */
final class Agenda {

    /** One entry; happens once, unless it is cancelled first. */
    static final class Entry implements Comparable<Entry> {
        private final long atMicros;
        private final long number;
        private @Nullable Runnable act;

        private Entry(long atMicros, long number, Runnable act) {
            this.atMicros = atMicros;
            this.number = number;
            this.act = act;
        }

        void cancel() {
            act = null;
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(atMicros, other.atMicros);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long nowMicros;
    private long numbers;

    Agenda(long nowMicros) {
        this.nowMicros = nowMicros;
    }

    long nowMicros() {
        return nowMicros;
    }

    Entry at(long micros, Runnable act) {
        var entry = new Entry(Math.max(micros, nowMicros), numbers++, act);
        entries.add(entry);
        return entry;
    }

    Entry after(long micros, Runnable act) {
        return at(nowMicros + micros, act);
    }

    /** When the next entry is due; far away when there is none. */
    long nextMicros() {
        var first = entries.peek();
        return first == null ? Long.MAX_VALUE : first.atMicros;
    }

    /** Time passes, and nothing happens. */
    void moveTo(long micros) {
        nowMicros = Math.max(nowMicros, micros);
    }

    /** The next entry happens. */
    void next() {
        var entry = entries.poll();
        if (entry != null) {
            moveTo(entry.atMicros);
            var act = entry.act;
            entry.act = null;
            if (act != null) {
                act.run();
            }
        }
    }
}
