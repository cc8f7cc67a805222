package org.strowger.call;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.strowger.records.CallEvent;
import org.strowger.records.Cdr;
import org.strowger.records.RecordSink;
import org.strowger.sip.DelayHistogram;

/**
 * Counts calls as they are told to the records, so that both always say the same. The signalling
 * thread writes, anybody reads.
 */
public final class CountedRecords implements RecordSink {

    /** How a call ended, as its record says. */
    public enum Outcome {
        ANSWERED,
        ABANDONED,
        SCRIPT,
        FAILED,
        REJECTED,
        MERGED_INTO;

        /** As it stands in the record. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Outcome of(Cdr cdr) {
            for (var outcome : values()) {
                if (outcome.text().equals(cdr.outcome())) {
                    return outcome;
                }
            }
            throw new IllegalArgumentException("no such outcome: " + cdr.outcome());
        }
    }

    private static final long LOWEST_WAIT_MICROS = 100_000;

    private final RecordSink records;
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong connected = new AtomicLong();
    private final Map<Outcome, AtomicLong> ended = new EnumMap<>(Outcome.class);
    private final DelayHistogram waitsToAnswer = new DelayHistogram(LOWEST_WAIT_MICROS);
    private final DelayHistogram waitsInVain = new DelayHistogram(LOWEST_WAIT_MICROS);

    /**
     * All at zero.
     *
     * @param records where everything goes on to
     */
    public CountedRecords(RecordSink records) {
        this.records = records;
        for (var outcome : Outcome.values()) {
            ended.put(outcome, new AtomicLong());
        }
    }

    @Override
    public void append(CallEvent event) {
        records.append(event); // First: a mistake in counting must not cost a record.
        switch (event) {
            case CallEvent.Started _ -> add(started);
            case CallEvent.Answered _ -> add(answered);
            case CallEvent.Queued _ -> add(queued);
            case CallEvent.AgentAnswered _ -> add(connected);
            case CallEvent.LeftQueue _, CallEvent.Beside _ -> {} // Counted where it is done.
            case CallEvent.Ended(_, _, var cdr) -> ended(cdr);
        }
    }

    @Override
    public boolean acceptsNewCalls() {
        return records.acceptsNewCalls();
    }

    /** Calls that have a record; what strangers try is only refused. */
    public long started() {
        return started.get();
    }

    /** Callers whom the switch has answered. */
    public long answered() {
        return answered.get();
    }

    /** Times that a call joined a queue. */
    public long queued() {
        return queued.get();
    }

    /** Calls that an agent, a user or somebody behind a trunk has answered. */
    public long connected() {
        return connected.get();
    }

    public long ended(Outcome outcome) {
        return counter(outcome).get();
    }

    /** From joining the last queue to the agent's answer; 0.1 s to 10,000 s. */
    public DelayHistogram.Reading waitsToAnswer() {
        return waitsToAnswer.read();
    }

    /** From joining the last queue to the end of a call that nobody answered. */
    public DelayHistogram.Reading waitsInVain() {
        return waitsInVain.read();
    }

    private void ended(Cdr cdr) {
        var outcome = Outcome.of(cdr);
        add(counter(outcome));
        if (cdr.queuedMicros() == 0 || outcome == Outcome.MERGED_INTO) {
            return;
        }
        if (cdr.answeredMicros() == 0) {
            waitsInVain.record(cdr.endMicros() - cdr.queuedMicros());
        } else {
            waitsToAnswer.record(cdr.answeredMicros() - cdr.queuedMicros());
        }
    }

    private AtomicLong counter(Outcome outcome) {
        var counter = ended.get(outcome);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + outcome);
        }
        return counter;
    }

    /** One thread writes: no locked instruction is needed. */
    private static void add(AtomicLong counter) {
        counter.lazySet(counter.getPlain() + 1);
    }
}
