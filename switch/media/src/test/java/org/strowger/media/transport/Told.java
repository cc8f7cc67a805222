package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.time.Duration;
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

    private static final Duration POLL = Duration.ofMillis(2);

    /** Of legs for which no other is asked for. */
    static final long AFFINITY = 42;

    /** On the other one of two loops. */
    static final long OTHER_AFFINITY = 45;

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

    /** Closed, or there was no port for it. */
    private boolean isOver() {
        return isClosed() || events.stream().anyMatch(event -> event.startsWith("failed"));
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
    public void infoDue(char key, int durationMillis) {
        events.add("info " + key + " " + durationMillis);
    }

    @Override
    public void played(int generation) {
        events.add("played " + generation);
    }

    @Override
    public void inactive(long silentMicros) {
        events.add("inactive " + silentMicros / 1_000_000);
    }

    @Override
    public void closed(MediaStatistics last) {
        statistics = last;
        events.add("closed");
    }

    /** A leg that tells this, once it is open. */
    MediaLeg open(RtpEngine engine) {
        return open(engine, AFFINITY);
    }

    MediaLeg open(RtpEngine engine, long affinity) {
        var leg = engine.open(affinity, StandardProtocolFamily.INET, this);
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
        settle(engine, AFFINITY);
    }

    /** The same of two loops; what they have for each other then is done too. */
    static void settleBoth(RtpEngine engine) {
        for (int i = 0; i < 2; i++) {
            settle(engine, AFFINITY);
            settle(engine, OTHER_AFFINITY);
        }
    }

    private static void settle(RtpEngine engine, long affinity) {
        var last = new Told();
        engine.open(affinity, StandardProtocolFamily.INET, last).close();
        await().pollDelay(Duration.ZERO).pollInterval(POLL).until(last::isOver);
    }
}
