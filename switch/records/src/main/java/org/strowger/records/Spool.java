package org.strowger.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.Clock;
import org.strowger.base.Turns;

/**
 * Writes events to the disk in groups, each followed by one fsync. {@link #append} is for any
 * thread and never waits; everything else happens in {@link #step}, which the thread {@code spool}
 * calls after {@link #start}, or a simulation on its own thread.
 *
 * <p>An event is held until it is durable. Past three quarters of the queue new calls are refused;
 * past its end events of calls that exist are still taken, counted and said, so what is held is
 * bounded by the calls that exist.
 */
public final class Spool implements RecordSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final int GROUP_OCTETS = 4 << 20;
    private static final int QUEUE_CHUNK = 1_024;

    /**
     * Time in which a group gathers, and between the beginnings of two; with one fsync it stays
     * under the promised 50 ms.
     */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    /** Events of a group that are too many to be encoded at once: that takes some 0.1 ms. */
    private static final int MANY = 150;

    /** After so long the next few of many are encoded. */
    private static final long PIECE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CLOSE_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SpoolLimits limits;
    private final SpoolWriter writer;
    private final DiskSpace space;
    private final MpscUnboundedArrayQueue<CallEvent> queue =
            new MpscUnboundedArrayQueue<>(QUEUE_CHUNK);
    private final ByteBuffer group = ByteBuffer.allocate(GROUP_OCTETS);
    private final RecordEncoder encoder = new RecordEncoder();
    private final FreshGroups fresh = new FreshGroups();

    /** The events whose records are in {@link #group}, as they can be read there. */
    private List<CallEvent> inGroup = new ArrayList<>();

    private @Nullable Thread thread;
    private int inLastGroup;
    private volatile boolean closing;
    private volatile boolean failing;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicLong beyondLimit = new AtomicLong();
    private final AtomicLong spooled = new AtomicLong();
    private final AtomicLong unwritable = new AtomicLong();
    private final Defects defects = new Defects(LOG, "the spool's step failed; it goes on");
    private final AtomicLong failedWrites = new AtomicLong();

    /**
     * A spool that writes behind {@code end}; no thread yet.
     *
     * @param end of what is on the disk; new files get higher numbers
     */
    public Spool(Disk disk, Clock clock, SpoolLimits limits, SpoolPosition end) {
        this.limits = limits;
        this.writer = new SpoolWriter(disk, clock, limits, end);
        this.space = new DiskSpace(disk, clock, limits);
        space.check();
    }

    /** Starts the thread {@code spool}. */
    public void start() {
        thread = Thread.ofPlatform().name("spool").start(this::run);
    }

    @Override
    public void append(CallEvent event) {
        queue.offer(event);
        if (queue.size() > limits.queueEvents() && beyondLimit.getAndIncrement() == 0) {
            LOG.error(
                    "the spool's queue is past its {} events: the disk is too slow",
                    limits.queueEvents());
        }
        if (waiting.get() && waiting.getAndSet(false)) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public boolean acceptsNewCalls() {
        return !failing
                && !closing
                && !space.refusing()
                && queue.size() < limits.queueEvents() - limits.queueEvents() / 4;
    }

    /**
     * Makes one group durable.
     *
     * @return false when there was nothing to write or the disk refused it; what it refused is
     *     tried again with the next step
     */
    public boolean step() {
        space.check();
        if (inGroup.isEmpty() || !failing) {
            fillGroup();
        }
        if (inGroup.isEmpty()) {
            return false;
        }
        var begin = writer.durable();
        try {
            writer.write(group.duplicate().flip());
        } catch (IOException e) {
            failed(e);
            return false;
        }
        if (failing) {
            LOG.info("the spool's disk takes records again");
            failing = false;
        }
        inLastGroup = inGroup.size();
        spooled.addAndGet(inLastGroup);
        fresh.offer(new FreshGroups.Group(begin, writer.durable(), inGroup, group.position()));
        inGroup = new ArrayList<>();
        group.clear();
        return true;
    }

    /** Everything before this place is durable. */
    public SpoolPosition position() {
        return writer.durable();
    }

    /** What was made durable lately. */
    FreshGroups fresh() {
        return fresh;
    }

    /** Events made durable since the start. */
    public long spooled() {
        return spooled.get();
    }

    /** Events that are not durable yet, but for those in the group being written. */
    public int queued() {
        return queue.size();
    }

    /** What happened here, by name under {@code spool.}; what is said of now is 0 or 1. */
    public SortedMap<String, Long> counters() {
        var counters = new TreeMap<String, Long>();
        counters.put("spool.queued", (long) queue.size());
        counters.put("spool.spooled", spooled.get());
        counters.put("spool.beyondLimit", beyondLimit.get());
        counters.put("spool.unwritable", unwritable.get());
        counters.put("spool.shortened", encoder.shortened());
        counters.put("spool.defects", defects.count());
        counters.put("spool.failedWrites", failedWrites.get());
        counters.put("spool.failing", failing ? 1L : 0L);
        counters.put("spool.space.alarms", space.alarms());
        counters.put("spool.space.alarm", space.alarm() ? 1L : 0L);
        counters.put("spool.space.refusing", space.refusing() ? 1L : 0L);
        counters.put("spool.space.reserveHeld", space.reserveHeld() ? 1L : 0L);
        writer.fsyncTimes().addTo(counters);
        return counters;
    }

    /** Writes what is queued, for at most 5 s when the disk refuses, and stops. */
    @Override
    public void close() {
        closing = true;
        var running = thread;
        if (running == null) {
            drain();
        } else {
            LockSupport.unpark(running);
            joinUninterruptibly(running);
        }
    }

    private void fillGroup() {
        while (group.remaining() >= RecordScanner.MAX_RECORD_OCTETS) {
            var event = queue.poll();
            if (event == null) {
                return;
            }
            put(event);
        }
    }

    private void put(CallEvent event) {
        int start = group.position();
        try {
            inGroup.add(encoder.put(group, event));
        } catch (Throwable e) { // A StackOverflowError too costs this event, and not the others.
            group.position(start);
            unwritable.incrementAndGet();
            Defects.say(LOG, "call " + event.call() + ": an event could not be written down", e);
        }
    }

    private void failed(IOException e) {
        failedWrites.incrementAndGet();
        if (!failing) {
            LOG.error("the spool's disk refuses records; they are held and tried again", e);
        }
        failing = true;
        space.writeFailed();
    }

    private void run() {
        var _ = Turns.behind();
        while (!closing) {
            long began = System.nanoTime();
            if (stepped()) {
                gather(began + GATHER_NANOS);
            } else {
                await();
            }
        }
        drain();
    }

    /**
     * Lets a group gather. Many events are encoded as they come and not all at the end: who answers
     * callers on the same core would wait for that.
     */
    private void gather(long untilNanos) {
        long left = untilNanos - System.nanoTime();
        while (inLastGroup >= MANY && left > PIECE_NANOS && !closing) {
            LockSupport.parkNanos(PIECE_NANOS);
            fillGroup();
            left = untilNanos - System.nanoTime();
        }
        if (left > 0) {
            LockSupport.parkNanos(left);
        }
    }

    /** A step that throws nothing, whatever happens: the thread must not end before its time. */
    private boolean stepped() {
        try {
            return step();
        } catch (Throwable defect) {
            defects.met(defect);
            LockSupport.parkNanos(RETRY_NANOS);
            return false;
        }
    }

    /** Sleeps until there is something, then lets a group gather. */
    private void await() {
        if (!inGroup.isEmpty()) {
            LockSupport.parkNanos(RETRY_NANOS);
            return;
        }
        waiting.set(true);
        if (queue.isEmpty() && !closing) {
            LockSupport.parkNanos(IDLE_NANOS);
        }
        waiting.set(false);
        if (!queue.isEmpty() && !closing) {
            LockSupport.parkNanos(GATHER_NANOS);
        }
    }

    private void drain() {
        long deadline = System.nanoTime() + CLOSE_LIMIT_NANOS;
        while ((stepped() || !inGroup.isEmpty() || !queue.isEmpty())
                && System.nanoTime() - deadline < 0) {
            if (!inGroup.isEmpty()) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
        if (inGroup.size() + queue.size() > 0) {
            LOG.error(
                    "{} events could not be written to the spool and are lost",
                    inGroup.size() + queue.size());
        }
        try {
            writer.close();
        } catch (Throwable e) {
            LOG.warn("the spool's file could not be closed; what was written is durable", e);
        }
    }

    static void joinUninterruptibly(Thread running) {
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException _) {
                interrupted = true; // The rest of the records matters more; said again below.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
