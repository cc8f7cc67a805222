package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.strowger.media.Coding;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.RtpFormat;

/**
 * One way from a leg to a leg of another loop, or between a leg and its seat in a room there. It
 * stands for the hearer on the speaker's loop, and for the speaker on the hearer's; what is said is
 * handed over, buffer and all.
 *
 * <p>A line serves one bridge, and each loop links its own end. What comes late, a packet or word
 * that the other end has let go, finds another line linked by then, or none, and does nothing.
 */
final class TieLine implements Hearer, Speaker {

    /** 320 ms of speech; to keep more for a loop that is late would only make it later. */
    static final int MOST_IN_FLIGHT = 16;

    private final LineEnd speaker;
    private final LineEnd hearer;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean takesTones; // the hearer's loop says it, the speaker's asks
    private volatile Coding taken = Coding.G711;

    TieLine(LineEnd speaker, LineEnd hearer) {
        this.speaker = speaker;
        this.hearer = hearer;
    }

    // On the speaker's loop.

    @Override
    public void onHeard(ByteBuf datagram, RtpFormat spoken, boolean event) {
        handOver(datagram, spoken, event);
    }

    @Override
    public void withhold(ByteBuf datagram) {
        handOver(datagram, null, true);
    }

    @Override
    public boolean takesTones() {
        return takesTones;
    }

    @Override
    public boolean takes(Coding coding) {
        return coding == Coding.G711 || coding == taken;
    }

    @Override
    public void silence() {
        hearer.hearsNoMore(this);
    }

    private void handOver(ByteBuf datagram, @Nullable RtpFormat spoken, boolean event) {
        var loop = hearer.loop();
        var counters = loop.shared.counters();
        if (inFlight.get() >= MOST_IN_FLIGHT) {
            counters.increment(Counter.NOT_HANDED_OVER);
            return;
        }
        inFlight.incrementAndGet();
        counters.increment(Counter.HANDED_OVER);
        loop.handOver(new Packet(datagram.retain(), spoken, event));
    }

    // On the hearer's loop.

    @Override
    public void unheard() {
        speaker.speaksNoMoreTo(this);
    }

    @Override
    public void hearerTakesTones(boolean now) {
        takesTones = now;
    }

    @Override
    public void hearerTakes(Coding coding) {
        taken = coding;
    }

    /** On its way from loop to loop; it owns its datagram. */
    private final class Packet implements Handover.Held {

        private final ByteBuf datagram;
        private final @Nullable RtpFormat spoken; // null for a withheld one
        private final boolean event;

        Packet(ByteBuf datagram, @Nullable RtpFormat spoken, boolean event) {
            this.datagram = datagram;
            this.spoken = spoken;
            this.event = event;
        }

        @Override
        public void run() {
            try {
                hearer.onHandedOver(TieLine.this, datagram, spoken, event);
            } finally {
                drop();
            }
        }

        @Override
        public void drop() {
            inFlight.decrementAndGet();
            datagram.release();
        }
    }
}
