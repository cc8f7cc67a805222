package org.strowger.acd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/** For the {@link Referee}: which caller goes to which agent, by a look at all of both. */
final class Selection {

    /** What a queue remembers of its choices. */
    private static final class Memory {
        @Nullable AgentId last;
        long offers;
    }

    record Pair(Caller caller, Worker worker) {}

    private final List<Worker> staff;
    private final Map<QueueId, Memory> memories = new LinkedHashMap<>();
    private long nowMicros;

    /**
     * @param staff who is configured, in that order: a live view
     */
    Selection(List<Worker> staff) {
        this.staff = staff;
    }

    void configured(Map<QueueId, AcdConfig.Queue> queues) {
        memories.keySet().removeIf(id -> !queues.containsKey(id));
    }

    void offered(Pair pair) {
        var memory = memory(pair.caller);
        memory.last = pair.worker.id;
        memory.offers++;
    }

    /** Of all pairs that are allowed: the caller with the highest score, with the best agent. */
    @Nullable Pair best(Collection<Caller> callers, long now) {
        nowMicros = now;
        if (staff.stream().noneMatch(Worker::isIdle)) {
            return null;
        }
        Caller first = null;
        for (var caller : callers) {
            if (caller.queue() != null
                    && caller.rings.size() < caller.wanted()
                    && (first == null || isBefore(caller, first))
                    && hasSomebody(caller)) {
                first = caller;
            }
        }
        return first == null ? null : new Pair(first, choose(first));
    }

    private static boolean isBefore(Caller one, Caller other) {
        if (one.rings.isEmpty() != other.rings.isEmpty()) {
            return one.rings.isEmpty();
        }
        long lead = one.score() - other.score();
        return lead > 0 || (lead == 0 && one.number < other.number);
    }

    private boolean hasSomebody(Caller caller) {
        for (var worker : staff) {
            if (mayOffer(caller, worker)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayOffer(Caller caller, Worker worker) {
        return worker.isIdle()
                && caller.excludedUntil.getOrDefault(worker.id, 0L) <= nowMicros
                && caller.suits(worker);
    }

    /** How many idle agents would do. */
    int idle(Caller caller) {
        int idle = 0;
        for (var worker : staff) {
            idle += worker.isIdle() && caller.suits(worker) ? 1 : 0;
        }
        return idle;
    }

    private Worker choose(Caller caller) {
        var choice = Objects.requireNonNull(caller.queue()).choice();
        var memory = memory(caller);
        int first =
                switch (choice.method()) {
                    case ROUND_ROBIN ->
                            staff.stream().map(w -> w.id).toList().indexOf(memory.last) + 1;
                    case WEIGHTED_RANDOM -> drawn(caller, choice.seed(), memory.offers).place;
                    default -> 0;
                };
        var turned = new ArrayList<>(staff.subList(first, staff.size()));
        turned.addAll(staff.subList(0, first));
        Worker best = null;
        for (var worker : turned) {
            if (mayOffer(caller, worker)
                    && (best == null
                            || Arrays.compare(keys(caller, worker), keys(caller, best)) < 0)) {
                best = worker;
            }
        }
        return Objects.requireNonNull(best);
    }

    /** Of those in the same order as before the first is taken. */
    private long[] keys(Caller caller, Worker worker) {
        long match = caller.match(worker);
        long all =
                Objects.requireNonNull(worker.rules).skills().stream()
                        .mapToInt(s -> Caller.level(worker.rules, s.name()))
                        .sum();
        long idle = worker.idleSince();
        var work = worker.times;
        return switch (Objects.requireNonNull(caller.queue()).choice().method()) {
            case LONGEST_IDLE, RING_ALL, RING_PROGRESSIVELY -> new long[] {-match, idle};
            case MOST_SKILLED -> new long[] {-match, -all, idle};
            case LEAST_SKILLED -> new long[] {match, all, idle};
            case FEWEST_CALLS -> new long[] {work.calls(), idle};
            case LEAST_TALK_TIME -> new long[] {work.talk(), idle};
            case LEAST_OCCUPIED -> new long[] {work.occupancy(nowMicros), idle};
            case ROUND_ROBIN, LINEAR, WEIGHTED_RANDOM -> new long[0];
        };
    }

    /** SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014): the draw of that number. */
    private Worker drawn(Caller caller, long seed, long number) {
        long z = seed + (number + 1) * 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        z = z ^ (z >>> 31);
        var idle = staff.stream().filter(w -> w.isIdle() && caller.suits(w)).toList();
        long lots = idle.stream().mapToLong(w -> 1L + caller.match(w)).sum();
        long lot = Long.remainderUnsigned(z, lots);
        for (var worker : idle) {
            lot -= 1L + caller.match(worker);
            if (lot < 0) {
                return worker;
            }
        }
        throw new AssertionError("lots were counted wrongly");
    }

    private Memory memory(Caller caller) {
        return memories.computeIfAbsent(caller.joined.queue(), _ -> new Memory());
    }
}
