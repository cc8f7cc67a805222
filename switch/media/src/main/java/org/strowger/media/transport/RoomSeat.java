package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.Prompt;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.RtpHeader;
import org.strowger.media.mixing.Companding;
import org.strowger.media.mixing.JitterBuffer;

/**
 * One leg's place in a room: what the leg's peer says goes into the jitter buffer, and what it is
 * to hear leaves as packets of G.711 in the law that it speaks, which the leg relays like any
 * others. For the thread of the room's loop.
 */
final class RoomSeat implements Hearer, Speaker, LineEnd {

    private static final RtpFormat PCMU = new RtpFormat(Law.PCMU, 0, -1);
    private static final RtpFormat PCMA = new RtpFormat(Law.PCMA, 8, -1);

    private static final int LENGTH = RtpHeader.LENGTH + Prompt.FRAME;

    /** Its number in the mixer; the room's. */
    int number = -1;

    private final RtpLoop loop;
    private final JitterBuffer buffer = new JitterBuffer();
    private @Nullable Hearer listener;
    private Law law = Law.PCMU;
    private int ssrc;
    private int sequence;
    private long late; // as it was counted last
    private long concealed;

    RoomSeat(RtpLoop loop) {
        this.loop = loop;
    }

    @Override
    public RtpLoop loop() {
        return loop;
    }

    JitterBuffer buffer() {
        return buffer;
    }

    /** What has gone wrong in the buffer since the last time is counted. */
    void tell() {
        var counters = loop.shared.counters();
        counters.add(Counter.VOICE_LATE, buffer.late() - late);
        counters.add(Counter.VOICE_CONCEALED, buffer.concealed() - concealed);
        late = buffer.late();
        concealed = buffer.concealed();
    }

    // What the leg's peer says.

    @Override
    public void onHeard(ByteBuf datagram, RtpFormat spoken, boolean event) {
        if (!event) { // Keys are told by the leg, and not mixed.
            law = spoken.law();
            buffer.put(loop.header, loop.in, law);
        }
    }

    @Override
    public void withhold(ByteBuf datagram) {
        // As if it had been lost: a key's tone, which nobody is to hear.
    }

    @Override
    public boolean takesTones() {
        return false;
    }

    @Override
    public void silence() {
        // The buffer runs dry by itself.
    }

    @Override
    public void onHandedOver(
            TieLine line, ByteBuf datagram, @Nullable RtpFormat spoken, boolean event) {
        if (spoken != null && number >= 0) {
            loop.lookAt(datagram);
            onHeard(datagram, spoken, event);
        }
    }

    @Override
    public void hearsNoMore(Speaker line) {
        // As for silence().
    }

    // What it is to hear.

    @Override
    public void heardBy(Hearer hearer) {
        listener = hearer;
        ssrc = loop.chance.nextInt();
    }

    @Override
    public void unheard() {
        listener = null;
    }

    @Override
    public void speaksNoMoreTo(Hearer line) {
        // A loop that has stopped has nobody who could hear.
        var _ =
                loop.execute(() -> {
                    if (line.equals(listener)) {
                        listener = null;
                    }
                });
    }

    boolean isHeard() {
        return listener != null;
    }

    /** The room's frame for it. */
    void hear(short[] samples, long frame) {
        var to = listener;
        if (to == null) {
            return;
        }
        int timestamp = (int) (frame * Prompt.FRAME);
        RtpHeader.write(loop.in, false, 0, sequence++, timestamp, ssrc);
        Companding.compress(law, samples, Prompt.FRAME, loop.in, RtpHeader.LENGTH);
        if (!loop.header.parse(loop.in, LENGTH)) {
            throw new IllegalStateException("our own packet is no RTP");
        }
        var datagram = PooledByteBufAllocator.DEFAULT.directBuffer(LENGTH);
        try {
            datagram.writeBytes(loop.in, 0, LENGTH);
            to.onHeard(datagram, law == Law.PCMU ? PCMU : PCMA, false);
        } finally {
            datagram.release();
        }
    }
}
