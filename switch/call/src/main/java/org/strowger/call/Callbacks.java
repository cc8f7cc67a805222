package org.strowger.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.sip.Caller;

/**
 * Callers who would rather be called back than wait. Each keeps the place as a call of its own,
 * which waits in the queue in the caller's stead, one at a time; what is booked outlives a restart.
 * For the signalling thread.
 */
public final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    /** All queues together. */
    private static final int MOST = 10_000;

    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

    /** After a restart they begin one after the other, not all in one step. */
    private static final long APART_MICROS = 5_000;

    /** How many a number has booked on a day. */
    private record Booked(long day, int times) {}

    private final Line line;
    private final SequencedMap<String, OpenCallback> open = new LinkedHashMap<>();
    private final Map<String, List<OpenCallback>> byNumber = new HashMap<>();
    private final Map<String, Integer> byQueue = new HashMap<>();
    private final Map<String, Booked> booked = new HashMap<>();
    private CallbackLog log = (_, _) -> {};
    private @Nullable Exchange exchange;
    private boolean stopped;

    /** Makes a call of a leg. */
    @FunctionalInterface
    interface Line {
        /** Null when there is no room for one more. */
        @Nullable Call begin(CallbackLeg leg, Destination to);
    }

    Callbacks(Line line) {
        this.line = line;
    }

    void open(Exchange with) {
        exchange = with;
    }

    /** Who keeps them from now on. */
    public void keep(CallbackLog by) {
        log = by;
    }

    /** What was booked before a restart; those of queues that call nobody back are dropped. */
    public void restore(Iterable<Callback> kept) {
        var with = exchange;
        var sorted = new ArrayList<Callback>();
        kept.forEach(sorted::add);
        sorted.sort(
                Comparator.comparingLong(Callback::sinceMicros).thenComparing(Callback::number));
        long first = with == null ? 0 : with.now();
        for (var callback : sorted) {
            if (with == null || rules(with, callback.queue()) == null) {
                LOG.warn("callback {} is dropped: its queue calls nobody back", callback.key());
                log.set(callback.key(), Callback.NONE);
            } else if (open.size() < MOST) {
                first += APART_MICROS;
                add(callback, with).schedule(Math.max(callback.dueMicros(), first));
            }
        }
    }

    /** How many are open. */
    public int size() {
        return open.size();
    }

    /** All that are open, in the order in which they were booked. */
    public List<CallbackState> list() {
        return open.values().stream().map(OpenCallback::state).toList();
    }

    // ---- booking ----

    /**
     * Books a callback for the caller of a call.
     *
     * @param delayMicros not before so much time has passed
     * @return false when it may not be
     */
    boolean book(Call call, String queue, long delayMicros) {
        var with = exchange;
        var rules = with == null ? null : rules(with, queue);
        var number = call.log().caller();
        if (with == null || rules == null || stopped || !mayBook(call, rules, with)) {
            return false;
        }
        if (open.containsKey(Callback.key(queue, number))) {
            return true; // Booked already, and the place kept is that one's.
        }
        long now = with.now();
        if (!isRoom(queue, number, rules, now)) {
            return false;
        }
        count(number, now);
        var last = call.queue().last(queue);
        long due = now + delayMicros;
        var callback =
                new Callback(
                        queue,
                        call.id().value(),
                        number,
                        call.log().dialled(),
                        call.log().language(),
                        last.asked(),
                        last.sinceMicros(),
                        due,
                        due + rules.keepMicros(),
                        0);
        var one = add(callback, with);
        log.set(callback.key(), callback);
        one.schedule(due);
        return true;
    }

    /** Only who calls from outside, by himself, at a number that may be called. */
    private static boolean mayBook(Call call, CallbackRules rules, Exchange with) {
        var number = call.log().caller();
        return call.legs().whoCalled() instanceof Caller.Trunk
                && call.legs().served() instanceof CallerLeg leg
                && leg.callback() == null
                && to(number, rules, with) != null;
    }

    private boolean isRoom(String queue, String number, CallbackRules rules, long now) {
        if (booked.size() >= MOST) {
            booked.values().removeIf(times -> times.day != now / DAY_MICROS);
        }
        return open.size() < MOST
                && byQueue.getOrDefault(queue, 0) < rules.most()
                && timesToday(number, now) < rules.perDay()
                && (booked.size() < MOST || booked.containsKey(number));
    }

    private int timesToday(String number, long now) {
        var times = booked.get(number);
        return times == null || times.day != now / DAY_MICROS ? 0 : times.times;
    }

    private void count(String number, long now) {
        booked.put(number, new Booked(now / DAY_MICROS, timesToday(number, now) + 1));
    }

    /**
     * Where a call to that number leaves; null when it may not. The class of service binds it: a
     * caller can say any number.
     */
    static Destination.@Nullable ThroughTrunk to(
            String number, CallbackRules rules, Exchange with) {
        return CallbackRules.isNumber(number)
                ? with.plan().outside(number, rules.rights()).orElse(null)
                : null;
    }

    static @Nullable CallbackRules rules(Exchange with, String queue) {
        return with.rules().service(queue).callback();
    }

    // ---- the table ----

    private OpenCallback add(Callback callback, Exchange with) {
        var one = new OpenCallback(callback, with, this);
        open.put(callback.key(), one);
        byNumber.computeIfAbsent(callback.number(), _ -> new ArrayList<>(1)).add(one);
        byQueue.merge(callback.queue(), 1, Integer::sum);
        return one;
    }

    /** It is done, or given up. */
    void remove(OpenCallback one) {
        var callback = one.callback();
        if (open.remove(callback.key(), one)) {
            byNumber.computeIfPresent(
                    callback.number(),
                    (_, list) -> {
                        list.remove(one);
                        return list.isEmpty() ? null : list;
                    });
            byQueue.computeIfPresent(callback.queue(), (_, n) -> n == 1 ? null : n - 1);
            log.set(callback.key(), Callback.NONE);
        }
    }

    /** It stands so from now on. */
    void changed(Callback now) {
        log.set(now.key(), now);
    }

    /** Whether another call for that number is there: a phone is called by one at a time. */
    boolean isBusy(String number) {
        return byNumber.getOrDefault(number, List.of()).stream().anyMatch(OpenCallback::hasCall);
    }

    @Nullable Call begin(CallbackLeg leg, Destination to) {
        return line.begin(leg, to);
    }

    boolean isStopped() {
        return stopped;
    }

    // ---- what ends them ----

    /**
     * A caller from outside calls by himself: nobody need call him back, and in the queue that
     * would have he has the place that was kept.
     */
    void calledIn(String number) {
        var with = exchange;
        if (with == null || !byNumber.containsKey(number)) {
            return;
        }
        for (var one : List.copyOf(byNumber.get(number))) {
            var callback = one.callback();
            LOG.info("callback {} is dropped: the caller has called", callback.key());
            one.drop("called-in");
            with.distribution()
                    .returns()
                    .left(callback.queue(), number, callback.sinceMicros(), with.now());
        }
    }

    /**
     * The operator does not want it.
     *
     * @return false when there is none
     */
    public boolean cancel(String queue, String number) {
        var one = open.get(Callback.key(queue, number));
        if (one != null) {
            LOG.info("callback {} is dropped by the operator", one.callback().key());
            one.drop("cancelled");
        }
        return one != null;
    }

    /** The switch stops: what is open stays booked. */
    void close() {
        stopped = true;
        open.values().forEach(OpenCallback::rest);
    }
}
