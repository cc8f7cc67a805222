package org.strowger.call;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.Clock;
import org.strowger.base.TimerWheel;
import org.strowger.base.Turns;
import org.strowger.sip.transport.DatagramLoop;

/**
 * The signalling thread: one after the other it runs what was posted, and between two posts the
 * timers that are due.
 *
 * <p>What comes from outside is refused beyond a limit ({@link #tryPost}). What existing calls have
 * to say ({@link #execute}) always has room: there is never more of it than a few for each call.
 * New calls ({@link #tryPostNew}) wait until nothing else does: under a flood of them the calls
 * that exist go on as if there were none.
 */
public final class SignallingLoop implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SignallingLoop.class);
    private static final int CHUNK = 1_024;
    private static final long TICK_NANOS = 5_000_000;
    private static final long TICK_MICROS = TICK_NANOS / 1_000;

    /** As many steps take half a millisecond. */
    private static final int LONG_LINE = 8;

    /** Steps after which others are told, and the sockets looked at. */
    private static final int STEPS_A_ROUND = 16;

    /** Or the time that they took: so long somebody waits at the sockets at most. */
    private static final long ROUND_MICROS = 300;

    private final MpscUnboundedArrayQueue<Runnable> posted = new MpscUnboundedArrayQueue<>(CHUNK);
    private final MpscUnboundedArrayQueue<Runnable> newcomers =
            new MpscUnboundedArrayQueue<>(CHUNK);
    private final int outsideLimit;
    private final LongAdder turnedBack = new LongAdder();
    private final Clock source;
    private final DatagramLoop sockets;
    private final TimerWheel wheel;
    private final Thread thread;
    private final StepTimes steps = new StepTimes();
    private final List<Runnable> untold = new ArrayList<>();
    private final Gathering gathering = new Gathering();
    private int stepsInRound;
    private long microsInRound;
    private long nowMicros;
    private volatile int newcomersLimit;
    private volatile boolean parked;
    private volatile boolean stopping;

    /**
     * Makes the loop; {@link #start} starts its thread.
     *
     * @param outsideLimit how many posts may wait before {@link #tryPost} refuses; half as many new
     *     calls
     * @param sockets those that this thread serves itself, and waits at
     */
    public SignallingLoop(Clock source, int outsideLimit, DatagramLoop sockets) {
        this.source = source;
        this.sockets = sockets;
        this.outsideLimit = outsideLimit;
        this.newcomersLimit = outsideLimit / 2;
        this.nowMicros = source.nowMicros();
        this.wheel = new TimerWheel(TICK_MICROS, nowMicros);
        this.thread = sockets.newThread("signalling", this::run);
    }

    public void start() {
        thread.start();
    }

    /** The time of the event that is being handled. For the signalling thread only. */
    public Clock clock() {
        return () -> nowMicros;
    }

    /** For the signalling thread only. */
    public TimerWheel wheel() {
        return wheel;
    }

    /** Time that single posts and timers take. */
    public StepTimes steps() {
        return steps;
    }

    /** Posts what an existing call or the operator has to say. Never refused. */
    @Override
    public void execute(Runnable step) {
        posted.offer(step);
        wake();
    }

    /**
     * Posts what comes from the network.
     *
     * @return false when too much waits already
     */
    public boolean tryPost(Runnable step) {
        if (posted.size() >= outsideLimit) {
            return false;
        }
        execute(step);
        return true;
    }

    /**
     * Posts what would begin a call, or belongs to one that has not begun; each after the one
     * before.
     *
     * @return false when too many wait already
     */
    public boolean tryPostNew(Runnable step) {
        if (newcomers.size() >= newcomersLimit) {
            turnedBack.increment();
            return false;
        }
        newcomers.offer(step);
        wake();
        return true;
    }

    /** From now on so many new calls may wait, and never more than half of all. Any thread. */
    public void limitNewcomers(int most) {
        newcomersLimit = Math.min(most, outsideLimit / 2);
    }

    /** How many new calls found no place. */
    public long turnedBack() {
        return turnedBack.sum();
    }

    /** How much waits, but for new calls. */
    public int backlog() {
        return posted.size();
    }

    /**
     * Whether a new call that is posted now waits for others: many wait already, or so many come
     * that they are served a few at a time. For the signalling thread only.
     */
    public boolean keepsWaiting() {
        return gathering.many() || posted.size() + newcomers.size() >= LONG_LINE;
    }

    /** How many new calls wait. */
    public int newcomers() {
        return newcomers.size();
    }

    /** Runs what was posted so far, then ends the thread and waits for it. */
    @Override
    public void close() {
        stopping = true;
        wake();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs what wakes other threads: on the signalling thread when it has nothing more to do, or
     * has done a few steps; on any other at once.
     */
    public Executor soon() {
        return this::soon;
    }

    private void soon(Runnable announcement) {
        if (Thread.currentThread().equals(thread)) {
            untold.add(announcement);
        } else {
            announcement.run();
        }
    }

    private void tell() {
        for (int i = 0; i < untold.size(); i++) { // One may have another to tell.
            try {
                untold.get(i).run();
            } catch (Throwable bug) {
                LOG.error("another thread could not be told", bug);
            }
        }
        untold.clear();
    }

    private void wake() {
        VarHandle.fullFence(); // Else this read could overtake the offer, and a wake-up be lost.
        if (parked) {
            sockets.wake();
        }
    }

    private void run() {
        var _ = Turns.soon();
        while (true) {
            var step = next();
            nowMicros = source.nowMicros();
            advance();
            if (step != null) {
                take(step);
                continue;
            }
            if (stopping) {
                tell();
                sockets.end();
                return;
            }
            pause();
        }
    }

    private @Nullable Runnable next() {
        var step = posted.poll();
        return step == null ? newcomers.poll() : step;
    }

    private void advance() {
        try {
            wheel.advance(nowMicros);
        } catch (Throwable bug) { // An Error too: were this thread to end, no call would go on.
            LOG.error("a timer failed", bug);
        }
    }

    private void take(Runnable step) {
        try {
            step.run();
        } catch (Throwable bug) {
            LOG.error("a step failed", bug);
        }
        long took = source.nowMicros() - nowMicros;
        steps.took(took);
        stepsInRound++;
        microsInRound += took;
        gathering.stepped();
        if (stepsInRound == STEPS_A_ROUND || microsInRound >= ROUND_MICROS) {
            tell();
            serve(0);
        }
    }

    private void serve(long nanos) {
        stepsInRound = 0;
        microsInRound = 0;
        try {
            if (nanos == 0) {
                sockets.look();
            } else {
                sockets.await(nanos);
            }
        } catch (Throwable bug) {
            LOG.error("the sockets could not be served", bug);
            // Else a defect that stays would take the whole core.
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private void pause() {
        long nanos = gathering.nanos(source.nowMicros(), sockets.heard());
        if (nanos > 0 && !sockets.mayHaveMore()) {
            gather(nanos);
        } else {
            tell();
        }
        parked = true;
        if (posted.isEmpty() && newcomers.isEmpty() && !stopping) {
            long micros = wheel.nextMicros() - source.nowMicros();
            serve(Math.max(micros, 100) * 1_000);
        }
        parked = false;
    }

    /**
     * Not parked, so that nobody takes the trouble to wake it. Others are told afterwards: who is
     * woken on this core stops this thread, and one that has just run for a while would come after
     * all who wait.
     */
    private void gather(long nanos) {
        LockSupport.parkNanos(nanos);
        tell();
        serve(0);
    }

    /** Runs a step and returns what it gave, for the few who must wait; not for the call path. */
    public <T extends @Nullable Object> CompletableFuture<T> ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, this);
    }
}
