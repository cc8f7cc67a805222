package org.strowger.harness.load.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.strowger.harness.load.result.Sample;

/** Looks once a second, from a thread of its own, until it is closed. */
public final class Sampler implements AutoCloseable {

    private static final long SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final Duration END = Duration.ofSeconds(15);

    /** Something to look at. */
    public interface Source {

        /** Puts what it can read now into the map; what it cannot read it leaves out. */
        void look(Map<String, Double> values);
    }

    private final List<Source> sources;
    private final List<Sample> samples = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private final long startedMillis = System.currentTimeMillis();
    private final Thread thread;
    private volatile boolean closed;

    private Sampler(List<Source> sources) {
        this.sources = List.copyOf(sources);
        this.thread = Thread.ofPlatform().name("sampler").daemon().unstarted(this::run);
    }

    /** Starts looking. */
    public static Sampler start(List<Source> sources) {
        var sampler = new Sampler(sources);
        sampler.thread.start();
        return sampler;
    }

    /** When it began, milliseconds of the epoch. */
    public long startedMillis() {
        return startedMillis;
    }

    /** What was seen so far. */
    public List<Sample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (long next = startedAt; !closed; next += SECOND) {
            long left = next - System.nanoTime();
            try {
                Thread.sleep(Math.max(0, left / NANOS_PER_MILLI));
            } catch (InterruptedException e) {
                return; // Closed while it slept.
            }
            look();
        }
    }

    private void look() {
        var values = new HashMap<String, Double>();
        double at = (System.nanoTime() - startedAt) / (double) SECOND;
        for (var source : sources) {
            source.look(values);
        }
        synchronized (samples) {
            samples.add(new Sample(at, values));
        }
    }
}
