package org.strowger.harness.load;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.watch.Sampler;

/**
 * Live objects of the switch over time: a full collection every so often, as what a young
 * collection leaves behind is live and dead alike. It has a thread of its own, since a look takes
 * longer than a sample may.
 */
final class LiveHeap implements Sampler.Source, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveHeap.class);

    /**
     * Nobody has looked for so long: what the switch holds is counted, and must not be disturbed.
     */
    private static final Duration UNSEEN = Duration.ofSeconds(5);

    private final LongSupplier collection;
    private final Duration pause;
    private final AtomicReference<@Nullable Long> fresh = new AtomicReference<>();
    private final Thread thread;
    private volatile long lookedAt;

    private LiveHeap(LongSupplier collection, Duration pause) {
        this.collection = collection;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("live-heap").unstarted(this::run);
    }

    /**
     * Of a switch; begins with the first look.
     *
     * @param collection collects, and gives the octets that live
     * @param pause from the end of one to the start of the next
     */
    static LiveHeap watch(LongSupplier collection, Duration pause) {
        return new LiveHeap(collection, pause);
    }

    /** Puts the value of a collection that has ended since the last look. */
    @Override
    public void look(Map<String, Double> values) {
        lookedAt = System.nanoTime();
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        var octets = fresh.getAndSet(null);
        if (octets != null) {
            values.put(Names.HEAP_FULL, (double) octets);
        }
    }

    /** Ends it, and a collection that is going on. */
    @Override
    public void close() {
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(pause);
                if (System.nanoTime() - lookedAt < UNSEEN.toNanos()) {
                    collect();
                }
            }
        } catch (InterruptedException e) {
            LOG.trace("closed", e);
        }
    }

    /** One that fails leaves a gap in the series: the switch is too busy, or gone. */
    private void collect() {
        try {
            fresh.set(collection.getAsLong());
        } catch (IllegalStateException | UncheckedIOException e) {
            LOG.debug("no collection", e);
        }
    }
}
