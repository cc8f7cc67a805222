package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaStatistics;

/** Remembers what a leg told. */
final class Told implements MediaEvents {

    final List<String> events = new CopyOnWriteArrayList<>();
    private volatile @Nullable InetSocketAddress local;
    private volatile @Nullable MediaStatistics statistics;

    InetSocketAddress local() {
        return Objects.requireNonNull(local, "not opened");
    }

    MediaStatistics statistics() {
        return Objects.requireNonNull(statistics, "not closed");
    }

    boolean isOpen() {
        return events.contains("opened");
    }

    boolean isClosed() {
        return events.contains("closed");
    }

    @Override
    public void opened(InetSocketAddress at) {
        local = at;
        events.add("opened");
    }

    @Override
    public void failed(String problem) {
        events.add("failed " + problem);
    }

    @Override
    public void key(char key, int durationMillis) {
        events.add("key " + key + " " + durationMillis);
    }

    @Override
    public void withheld(char key, int durationMillis) {
        events.add("withheld " + key);
    }

    @Override
    public void played(int generation) {
        events.add("played " + generation);
    }

    @Override
    public void closed(MediaStatistics last) {
        statistics = last;
        events.add("closed");
    }

    /** A leg that tells this, once it is open. */
    MediaLeg open(RtpEngine engine) {
        var leg = engine.open(42, StandardProtocolFamily.INET, this);
        await().until(this::isOpen);
        return leg;
    }

    /** Closes an engine, which has no leg any more and has had none that failed. */
    static void closed(RtpEngine engine) {
        engine.close();
        assertEquals(0, engine.portsInUse());
        assertEquals(0, engine.counters().get(Counter.LEGS_FAILED));
    }

    /** Waits until all commands so far were carried out: one more leg comes after them. */
    static void settle(RtpEngine engine) {
        var last = new Told();
        engine.open(42, StandardProtocolFamily.INET, last).close();
        await().until(last::isClosed);
    }
}
