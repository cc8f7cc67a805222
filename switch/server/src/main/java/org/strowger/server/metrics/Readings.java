package org.strowger.server.metrics;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.sip.TrunkState;

/** What is read once for each scrape. One scrape at a time. */
final class Readings {

    /** As {@link Sources#signalling} answered, and how long that held the signalling thread. */
    private record Answer(SignallingReading reading, long nanos) {}

    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);
    private static final long LIMIT_SECONDS = 1;
    private static final double NANOS = 1e9;

    private final Sources sources;
    private @Nullable Answer answer;
    private SortedMap<String, Long> records = new TreeMap<>();

    Readings(Sources sources) {
        this.sources = sources;
    }

    void refresh() {
        records = sources.records().get();
        answer = ask();
    }

    /** NaN when signalling did not answer. */
    double signalling(ToDoubleFunction<SignallingReading> figure) {
        return answer == null ? Double.NaN : figure.applyAsDouble(answer.reading());
    }

    /** Empty when signalling did not answer. */
    List<TrunkState> trunks() {
        return answer == null ? List.of() : answer.reading().trunks();
    }

    double answered() {
        return answer == null ? 0 : 1;
    }

    double secondsOnSignalling() {
        return answer == null ? Double.NaN : answer.nanos() / NANOS;
    }

    /** A counter of spool or loader; 0 for one that there is not. */
    long record(String name) {
        return records.getOrDefault(name, 0L);
    }

    private @Nullable Answer ask() {
        try {
            return sources.loop().ask(this::timed).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("signalling did not answer a scrape of the metrics", e);
        }
        return null;
    }

    private Answer timed() {
        long begin = System.nanoTime();
        var reading = sources.signalling().get();
        return new Answer(reading, System.nanoTime() - begin);
    }
}
