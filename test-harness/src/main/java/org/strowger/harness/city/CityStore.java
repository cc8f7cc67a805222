package org.strowger.harness.city;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.strowger.base.Clock;
import org.strowger.base.Entropy;
import org.strowger.records.CallEvent;
import org.strowger.records.CallHistory;
import org.strowger.records.Cdr;
import org.strowger.records.RecordsException;
import org.strowger.records.SpoolPosition;
import org.strowger.records.Store;

/**
 * The city's store: the tables as memory. What the real one promises holds here too, and no more: a
 * transaction is whole, and a {@link #crash} takes back any number of those of the last half second
 * that {@link #makeDurable} did not cover, from the latest on. Owned by the city's thread.
 */
public final class CityStore implements Store {

    /** H2's WRITE_DELAY: what is older is durable. */
    private static final long DURABLE_AFTER_MICROS = TimeUnit.MILLISECONDS.toMicros(500);

    private final Clock clock;
    private final Entropy entropy;
    private final Map<String, Row> calls = new LinkedHashMap<>();
    private final SortedMap<String, List<CallEvent>> open = new TreeMap<>();
    private final Deque<Transaction> young = new ArrayDeque<>();
    private SpoolPosition position = SpoolPosition.START;
    private boolean away;

    /**
     * @param entropy says how many transactions a crash takes
     */
    public CityStore(Clock clock, Entropy entropy) {
        this.clock = clock;
        this.entropy = entropy;
    }

    /** A finished call, and its waits in queues. */
    public record Row(Cdr cdr, List<CallHistory.Visit> visits) {
        public Row {
            visits = List.copyOf(visits);
        }
    }

    /** What it takes to undo one: the place before, calls that it finished, open calls before. */
    private record Transaction(
            long atMicros,
            SpoolPosition before,
            List<String> finished,
            Map<String, Optional<List<CallEvent>>> openBefore) {}

    /** While away, it answers nothing. */
    public void away(boolean on) {
        away = on;
    }

    /** The power is gone, and comes back. */
    public void crash() {
        settle();
        for (int lost = entropy.nextInt(young.size() + 1); lost > 0; lost--) {
            undo(young.removeLast());
        }
        young.clear();
    }

    /** All finished calls, in the order in which they were finished. */
    public Collection<Row> calls() {
        return Collections.unmodifiableCollection(calls.values());
    }

    /** One finished call. */
    public Optional<Row> call(String id) {
        return Optional.ofNullable(calls.get(id));
    }

    @Override
    public SpoolPosition position() {
        reach();
        return position;
    }

    @Override
    public int load(List<CallEvent> events, SpoolPosition next) {
        reach();
        settle();
        var fresh = new LinkedHashMap<String, List<CallEvent>>();
        for (var event : events) {
            var id = event.call().value();
            if (!(event instanceof CallEvent.Beside) && !calls.containsKey(id)) {
                fresh.computeIfAbsent(id, _ -> new ArrayList<>()).add(event);
            }
        }
        var transaction =
                new Transaction(
                        clock.nowMicros(), position, new ArrayList<>(), new LinkedHashMap<>());
        fresh.forEach((id, more) -> take(id, more, transaction));
        position = next;
        young.addLast(transaction);
        return transaction.finished().size();
    }

    @Override
    public Map<String, List<CallEvent>> openCalls() {
        reach();
        return new LinkedHashMap<>(open);
    }

    @Override
    public void makeDurable() {
        reach();
        young.clear();
    }

    private void take(String id, List<CallEvent> more, Transaction transaction) {
        var known = open.get(id);
        var all = CallHistory.merged(known, more);
        var cdr = CallHistory.cdr(all);
        transaction.openBefore().put(id, Optional.ofNullable(known));
        if (cdr.isPresent()) {
            open.remove(id);
            calls.put(id, new Row(cdr.get(), CallHistory.visits(all, cdr.get())));
            transaction.finished().add(id);
        } else {
            open.put(id, List.copyOf(all));
        }
    }

    private void undo(Transaction lost) {
        lost.finished().forEach(calls::remove);
        lost.openBefore()
                .forEach((id, before) ->
                        before.ifPresentOrElse(
                                events -> open.put(id, events), () -> open.remove(id)));
        position = lost.before();
    }

    /** What is old enough is durable. */
    private void settle() {
        long durable = clock.nowMicros() - DURABLE_AFTER_MICROS;
        while (!young.isEmpty() && young.getFirst().atMicros() <= durable) {
            young.removeFirst();
        }
    }

    private void reach() {
        if (away) {
            throw new RecordsException("the store is out of reach", null);
        }
    }
}
