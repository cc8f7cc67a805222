package org.strowger.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A trace that shows what it is given. */
final class FakeTrace implements SipTrace {

    static final Batch NOTHING = new Batch(List.of(), 0, 0, false);
    static final Batch LAST = new Batch(List.of(), 0, 0, true);

    final List<Query> asked = new ArrayList<>();
    final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
    final AtomicInteger open = new AtomicInteger();
    volatile boolean full;

    static Message message(String title) {
        return new Message(
                "2026-01-02T03:04:05.678901Z",
                true,
                "UDP",
                "127.0.0.1:5060",
                "127.0.0.1:5070",
                title,
                "1 INVITE",
                "a",
                "1001",
                "4000",
                "",
                null);
    }

    @Override
    public Viewer open(Query query) {
        if (full) {
            throw new TooManyTracesException(8);
        }
        asked.add(query);
        open.incrementAndGet();
        return new Viewer() {
            @Override
            public Batch next(Duration patience) {
                try {
                    var batch = batches.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
                    return batch == null ? NOTHING : batch;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return LAST;
                }
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
