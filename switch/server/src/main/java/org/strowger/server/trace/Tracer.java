package org.strowger.server.trace;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.control.SipTrace;
import org.strowger.control.TooManyTracesException;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.trace.LegLink;
import org.strowger.sip.trace.LegLinks;
import org.strowger.sip.trace.SipTap;
import org.strowger.sip.trace.Sketch;
import org.strowger.sip.trace.Traced;
import org.strowger.sip.trace.TracedMessage;

/**
 * Listens to the tap while somebody watches or a collector is there. Opening and leaving are for
 * any thread.
 */
public final class Tracer implements SipTrace, AutoCloseable {

    /** Viewers at one time. */
    static final int VIEWERS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Tracer.class);
    private static final int WAITING = 16_384;
    private static final long WAITING_OCTETS = 16 << 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int STOP_MILLIS = 2_000;

    private final SipTap tap;
    private final @Nullable HepSender hep;
    private final Supplier<CompletableFuture<List<List<String>>>> dialogs;
    private final MpscArrayQueue<Traced> waiting = new MpscArrayQueue<>(WAITING);
    private final AtomicLong waitingOctets = new AtomicLong();
    private final LongAdder lost = new LongAdder();
    private final List<TraceViewer> viewers = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean on;
    private volatile boolean stopping;

    // The trace's thread alone.
    private final LegLinks links = new LegLinks();
    private final History history = new History();

    /**
     * Begins to send to the collector, if there is one.
     *
     * @param dialogs asks for the Call-IDs of every call that has several legs
     * @throws IOException when there can be no socket
     */
    public Tracer(
            SipTap tap,
            SwitchConf.@Nullable Hep hep,
            Supplier<CompletableFuture<List<List<String>>>> dialogs)
            throws IOException {
        this.tap = tap;
        this.hep = hep == null ? null : new HepSender(hep);
        this.dialogs = dialogs;
        this.thread = Thread.ofPlatform().name("sip-trace").daemon().unstarted(this::run);
        if (hep != null) {
            listen();
        }
    }

    @Override
    public SipTrace.Viewer open(Query query) {
        var viewer = new TraceViewer(this, query, links);
        synchronized (this) {
            if (viewers.size() >= VIEWERS || stopping) {
                throw new TooManyTracesException(VIEWERS);
            }
            viewers.add(viewer);
            listen();
        }
        if (viewer.isOfCalls()) {
            askForCalls();
        }
        return viewer;
    }

    /** Calls that have several legs already. */
    @SuppressWarnings("FutureReturnValueIgnored") // What goes wrong is logged.
    private void askForCalls() {
        dialogs.get()
                .whenComplete((calls, bug) -> {
                    if (bug == null) {
                        calls.forEach(this::linked);
                    } else {
                        LOG.error("a trace begins without the calls that exist", bug);
                    }
                });
    }

    synchronized void leave(TraceViewer viewer) {
        if (viewers.remove(viewer) && viewers.isEmpty() && hep == null) {
            on = false;
            tap.listener(null);
        }
    }

    private synchronized void listen() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        on = true;
        tap.listener(this::traced);
        LockSupport.unpark(thread);
    }

    private void linked(List<String> legs) {
        legs.stream().skip(1).forEach(leg -> traced(new LegLink(legs.getFirst(), leg)));
    }

    /** On I/O loops and the signalling thread: never waits. */
    private void traced(Traced event) {
        int octets = octets(event);
        if (waitingOctets.get() + octets > WAITING_OCTETS || !waiting.offer(event)) {
            lost.increment();
        } else {
            waitingOctets.addAndGet(octets);
        }
    }

    private static int octets(Traced event) {
        return event instanceof TracedMessage message ? message.octets().length : 0;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Messages for which the queue had no room. */
    long lost() {
        return lost.sum();
    }

    /** Everything that is counted, by name. */
    public Map<String, Long> counters() {
        return hep == null
                ? Map.of("lost", lost())
                : Map.of("lost", lost(), "hepSent", hep.sent(), "hepFailed", hep.failed());
    }

    /** How many watch. */
    public int viewers() {
        return viewers.size();
    }

    // ---- the trace's thread ----

    private void run() {
        while (!stopping) {
            drain();
            if (on) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            } else if (forgot()) {
                LockSupport.park(this);
            }
        }
        drain();
    }

    private void drain() {
        for (var event = waiting.poll(); event != null; event = waiting.poll()) {
            waitingOctets.addAndGet(-octets(event));
            try {
                take(event);
            } catch (RuntimeException bug) {
                LOG.error("a bug in the trace", bug);
            }
        }
    }

    private void take(Traced event) {
        switch (event) {
            case TracedMessage message -> message(new Seen(message, Sketch.of(message.octets())));
            case LegLink link -> {
                links.add(link);
                viewers.forEach(viewer -> viewer.linked(link, history));
            }
        }
    }

    private void message(Seen seen) {
        if (hep != null) {
            hep.send(seen);
        }
        viewers.forEach(viewer -> viewer.message(seen, history));
        if (viewers.stream().anyMatch(TraceViewer::isOfCalls)) {
            history.add(seen);
        } else {
            history.clear();
        }
    }

    /** Nothing is kept while nobody watches. */
    private synchronized boolean forgot() {
        if (!on) {
            history.clear();
            links.clear();
        }
        return !on;
    }

    /** Ends every viewer, and sends what waits for the collector. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            stopping = true;
            on = false;
            tap.listener(null);
        }
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (hep != null) {
            hep.close();
        }
    }
}
