package org.strowger.server.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.strowger.control.SipTrace;
import org.strowger.sip.HostPort;
import org.strowger.sip.trace.Follow;
import org.strowger.sip.trace.LegLink;
import org.strowger.sip.trace.LegLinks;
import org.strowger.sip.trace.Secrets;
import org.strowger.sip.trace.Sketch;

/**
 * One viewer. What is to be shown comes on the trace's thread and is taken on the viewer's, which
 * takes out the secrets.
 */
final class TraceViewer implements SipTrace.Viewer {

    /** More messages of one second are counted and not shown. */
    static final int PER_SECOND = 200;

    private static final int WAITING = 1_000;

    /** Octets of messages that wait for the viewer. */
    static final long WAITING_OCTETS = 4 << 20;

    private static final long MICROS = 1_000_000;

    /** A message may be told just after its answer, or after the call that it belongs to. */
    private static final Duration RIPE = Duration.ofMillis(50);

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Tracer tracer;
    private final boolean raw;
    private final Follow follow;
    private final BlockingQueue<Seen> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong waitingOctets = new AtomicLong();
    private final AtomicLong hidden = new AtomicLong();

    // The trace's thread alone.
    private long second;
    private int inSecond;

    // The viewer's thread alone.
    private long lostBefore;

    TraceViewer(Tracer tracer, SipTrace.Query query, LegLinks links) {
        this.tracer = tracer;
        this.raw = query.raw();
        this.follow =
                new Follow(
                        new Follow.Wanted(query.number(), query.callId(), query.method()), links);
        this.lostBefore = tracer.lost();
    }

    /** Whether single calls are looked for. */
    boolean isOfCalls() {
        return follow.wanted().isOfCalls();
    }

    // ---- the trace's thread ----

    void message(Seen seen, History history) {
        long now = seen.message().atMicros() / MICROS;
        if (now > second) {
            second = now;
            inSecond = 0;
        }
        follow.meet(seen.sketch()).forEach(callId -> history.forEach(callId, this::show));
        show(seen);
    }

    void linked(LegLink link, History history) {
        follow.linked(link).forEach(callId -> history.forEach(callId, this::show));
    }

    private void show(Seen seen) {
        if (follow.shows(seen.sketch()) && (inSecond++ >= PER_SECOND || !keeps(seen))) {
            hidden.incrementAndGet();
        }
    }

    private boolean keeps(Seen seen) {
        int size = seen.message().octets().length;
        boolean kept = waitingOctets.addAndGet(size) <= WAITING_OCTETS && waiting.offer(seen);
        if (!kept) {
            waitingOctets.addAndGet(-size);
        }
        return kept;
    }

    // ---- the viewer's thread ----

    @Override
    public SipTrace.Batch next(Duration patience) {
        var taken = new ArrayList<Seen>();
        try {
            var first = waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (first != null) {
                taken.add(first);
                Thread.sleep(RIPE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waiting.drainTo(taken);
        taken.forEach(seen -> waitingOctets.addAndGet(-seen.message().octets().length));
        taken.sort(Comparator.comparingLong(seen -> seen.message().atMicros()));
        boolean over = tracer.isStopping() || Thread.currentThread().isInterrupted();
        return new SipTrace.Batch(messages(taken), hidden.getAndSet(0), newlyLost(), over);
    }

    private long newlyLost() {
        long before = lostBefore;
        lostBefore = tracer.lost();
        return lostBefore - before;
    }

    private List<SipTrace.Message> messages(List<Seen> taken) {
        return taken.stream().map(this::message).toList();
    }

    private SipTrace.Message message(Seen seen) {
        var message = seen.message();
        var sketch = seen.sketch();
        var masked = Secrets.masked(message.octets());
        return new SipTrace.Message(
                ISO.format(Instant.EPOCH.plus(message.atMicros(), ChronoUnit.MICROS)),
                message.sent(),
                message.flow().transport().name(),
                HostPort.of(message.flow().local()),
                HostPort.of(message.flow().remote()),
                Sketch.of(masked).title(),
                sketch.cseq(),
                sketch.callId(),
                sketch.from(),
                sketch.to(),
                sketch.sdp(),
                raw ? new String(masked, UTF_8) : null);
    }

    @Override
    public void close() {
        tracer.leave(this);
    }
}
