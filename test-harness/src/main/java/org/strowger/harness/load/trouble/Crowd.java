package org.strowger.harness.load.trouble;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.load.LoadFailure;
import org.strowger.harness.phone.NotInTimeException;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.phone.PhoneCall.State;

/**
 * Callers, each with a phone, a number and a thread of its own, so that of every call it is known
 * what its caller saw.
 */
final class Crowd implements AutoCloseable {

    private static final Duration AGREEMENT = Duration.ofSeconds(34);

    /**
     * What the callers do.
     *
     * @param number that they dial
     * @param calls how many callers; each calls once
     * @param perSecond new calls a second
     * @param firstCaller number of the first; the others follow
     * @param patience after which one who has no answer gives up
     * @param stay from the answer to hanging up, unless the other side does so before
     */
    record Plan(
            String number,
            int calls,
            int perSecond,
            long firstCaller,
            TalkTime patience,
            TalkTime stay,
            long seed) {}

    private final InetSocketAddress server;
    private final Plan plan;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<Attempt>> attempts = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean silent;

    private Crowd(InetSocketAddress server, Plan plan) {
        this.server = server;
        this.plan = plan;
    }

    /** Begins to call; does not wait. */
    static Crowd call(InetSocketAddress server, Plan plan) {
        var crowd = new Crowd(server, plan);
        var random = new Random(plan.seed());
        for (int i = 0; i < plan.calls(); i++) {
            long after = 1_000L * i / plan.perSecond();
            long patience = plan.patience().draw(random) / 1_000;
            long stay = plan.stay().draw(random) / 1_000;
            var number = String.valueOf(plan.firstCaller() + i);
            crowd.attempts.add(
                    crowd.threads.submit(() -> crowd.attempt(number, after, patience, stay)));
        }
        return crowd;
    }

    /** Calls that were answered so far. */
    int answered() {
        return answered.get();
    }

    /** Calls that are over. */
    long over() {
        return attempts.stream().filter(Future::isDone).count();
    }

    /** From now on nobody says a word any more when leaving. */
    void fallSilent() {
        silent = true;
    }

    /** Waits until all calls are over. */
    List<Attempt> await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        var all = new ArrayList<Attempt>();
        for (var attempt : attempts) {
            try {
                long left = Math.max(0, end - System.nanoTime());
                all.add(attempt.get(left, TimeUnit.NANOSECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LoadFailure("interrupted", e);
            } catch (ExecutionException | TimeoutException e) {
                throw new LoadFailure("a caller of " + plan.number() + " is stuck: " + e, e);
            }
        }
        return all;
    }

    /** Stops at once: whoever still calls falls silent. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    private Attempt attempt(String number, long after, long patience, long stay)
            throws InterruptedException {
        Thread.sleep(after);
        try (var phone = Phone.anonymous(number, server)) {
            long start = System.currentTimeMillis();
            var call = phone.dial(plan.number());
            long answeredAt = answer(call, patience);
            if (answeredAt != 0) {
                answered.incrementAndGet();
                leave(call, stay);
            }
            long end = System.currentTimeMillis();
            boolean agreed = !silent && hangUp(call);
            boolean crossed = answeredAt == 0 && call.status() == 200; // The answer met the CANCEL.
            return new Attempt(
                    number,
                    start,
                    crossed ? end : answeredAt,
                    end,
                    call.status(),
                    call.status() >= 300 && !call.finalResponse().first("Retry-After").isEmpty(),
                    agreed);
        }
    }

    /** When it was answered; 0 when it was refused, or patience ended. */
    private static long answer(PhoneCall call, long patience) {
        try {
            call.awaitAnswer(Duration.ofMillis(patience));
            return System.currentTimeMillis();
        } catch (NotInTimeException e) {
            return 0;
        }
    }

    private static void leave(PhoneCall call, long stay) {
        try {
            call.awaitEnd(Duration.ofMillis(stay));
        } catch (NotInTimeException e) {
            // The other side has not hung up: this caller does.
        }
    }

    private boolean hangUp(PhoneCall call) {
        long end = System.nanoTime() + AGREEMENT.toNanos();
        while (!silent && System.nanoTime() < end) {
            try {
                call.hangUp();
                return true;
            } catch (NotInTimeException e) {
                if (call.state() == State.ENDED) {
                    return false;
                }
            }
        }
        return false;
    }
}
