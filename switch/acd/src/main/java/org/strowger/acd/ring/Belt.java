package org.strowger.acd.ring;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.LiteBlockingWaitStrategy;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.acd.AcdEvent;

/** Events from one thread to one other, in order, through a fixed number of slots. */
final class Belt {

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);
    private static final long POLL_NANOS = 100_000;
    private static final Logger LOG = LoggerFactory.getLogger(Belt.class);

    /** How the reading thread waits when there is nothing to read. */
    enum Rest {
        /** Until it is woken: soon, at a cost of some microseconds to who publishes. */
        WOKEN,
        /** It looks each {@value #NAP_NANOS} ns, and who publishes pays nothing. */
        NAPS
    }

    private static final int LOOKS = 200;
    private static final long NAP_NANOS = 2_000_000;

    /** What the reading thread does. Whatever it throws is logged, and costs one event. */
    interface Reader {
        /**
         * Handles one event.
         *
         * @param refusedBefore how many were refused since the event before
         * @param last nothing more is there at the moment: what is buffered should go out
         */
        void read(AcdEvent event, long refusedBefore, boolean last);
    }

    /** A place on the belt: made once, filled again on every lap. */
    private static final class Slot {
        private @Nullable AcdEvent event;
        private long refusedBefore;

        AcdEvent take() {
            var taken = Objects.requireNonNull(event, "a slot was read before it was published");
            event = null; // Or it would live until the next lap.
            return taken;
        }
    }

    private final Disruptor<Slot> disruptor;
    private final EventHandler<Slot> handler;
    private volatile boolean closed;
    private long refused; // Of the publishing thread: since the last that was taken.

    /**
     * @param slots a power of two
     */
    Belt(String thread, int slots, Rest rest, Reader reader) {
        this.disruptor =
                new Disruptor<>(
                        Slot::new,
                        slots,
                        task -> Thread.ofPlatform().name(thread).unstarted(task),
                        ProducerType.SINGLE,
                        waiting(rest));
        this.handler = (slot, _, last) -> reader.read(slot.take(), slot.refusedBefore, last);
        disruptor.setDefaultExceptionHandler(new Logged());
        disruptor.handleEventsWith(handler);
        disruptor.start();
    }

    private static WaitStrategy waiting(Rest rest) {
        return switch (rest) {
            case WOKEN -> new LiteBlockingWaitStrategy(); // Parks when idle; no lock while busy.
            case NAPS -> new SleepingWaitStrategy(LOOKS, NAP_NANOS);
        };
    }

    /**
     * Puts one event on the belt, without waiting.
     *
     * @return false when it is full or closed
     */
    boolean tryPublish(AcdEvent event) {
        if (closed || !disruptor.getRingBuffer().tryPublishEvent(Belt::fill, event, refused)) {
            refused++;
            return false;
        }
        refused = 0;
        return true;
    }

    /** The used fraction, 0 to 1. */
    double fill() {
        var ring = disruptor.getRingBuffer();
        return 1 - (double) ring.remainingCapacity() / ring.getBufferSize();
    }

    /**
     * Takes nothing more, and ends the thread once everything has been read or the drain limit has
     * passed.
     *
     * @return how many events were not read
     */
    long close() {
        closed = true;
        // Not Disruptor.shutdown(): it drops what was published before the thread had started.
        long deadlineNanos = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (unread() > 0 && System.nanoTime() - deadlineNanos < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        disruptor.halt();
        return unread();
    }

    /** What was published and not read yet. */
    long unread() {
        return disruptor.getCursor() - disruptor.getSequenceValueFor(handler);
    }

    private static void fill(Slot slot, long sequence, AcdEvent event, Long refused) {
        slot.event = event;
        slot.refusedBefore = refused;
    }

    /** The Disruptor's own way is to end the thread. */
    private static final class Logged implements ExceptionHandler<Slot> {
        @Override
        public void handleEventException(Throwable defect, long sequence, Slot slot) {
            LOG.error("event {} was not handled", sequence, defect);
        }

        @Override
        public void handleOnStartException(Throwable defect) {
            LOG.error("the thread did not start well", defect);
        }

        @Override
        public void handleOnShutdownException(Throwable defect) {
            LOG.error("the thread did not end well", defect);
        }
    }
}
