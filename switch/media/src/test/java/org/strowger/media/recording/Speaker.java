package org.strowger.media.recording;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.strowger.media.RtpFormat.Law;

/**
 * Somebody who speaks, and the network behind which we hear him: delay, jitter, loss and
 * reordering; a clock of his own; new streams on the way. Each packet's sound says which it is.
 */
final class Speaker {

    static final int FRAME = 160;
    static final long FRAME_MICROS = 20_000;

    private final Random random;
    private final Side side;
    private final long delayMicros;
    private final long jitterMicros;
    private final double loss;
    private final double clock;
    private int ssrc;
    private int sequence;
    private int timestamp;
    private final List<Said> said = new ArrayList<>();
    private int frames;

    /** A packet, and when its first sample would have been heard by the quickest network. */
    record Said(Voice voice, long trueMicros) {}

    /**
     * Who has said nothing yet.
     *
     * @param partsPerMillion how much faster his clock is
     */
    Speaker(
            Random random,
            Side side,
            long delayMicros,
            long jitterMicros,
            double loss,
            double partsPerMillion) {
        this.random = random;
        this.side = side;
        this.delayMicros = delayMicros;
        this.jitterMicros = jitterMicros;
        this.loss = loss;
        this.clock = 1 + partsPerMillion / 1e6;
        newStream();
    }

    /** The phone begins anew: another SSRC, other numbers. */
    void newStream() {
        ssrc = random.nextInt();
        jumps();
    }

    /** The numbers go on somewhere else, with the same SSRC. */
    void jumps() {
        sequence = random.nextInt(65_536);
        timestamp = random.nextInt();
    }

    /** Speaks from then on for so many frames. */
    void speaks(long fromMicros, int howMany) {
        for (int i = 0; i < howMany; i++) {
            long begins = fromMicros + Math.round(i * FRAME_MICROS / clock);
            double slow = random.nextDouble();
            long jitter = Math.round(slow * slow * jitterMicros);
            long arrives = begins + FRAME_MICROS + delayMicros + jitter;
            if (random.nextDouble() >= loss) {
                said.add(new Said(voice(arrives), begins + delayMicros));
            }
            frames++;
            sequence = (sequence + 1) & 0xFFFF;
            timestamp += FRAME;
        }
    }

    /** Says nothing for so many frames, while his timestamps go on. */
    void pauses(int howMany) {
        timestamp += howMany * FRAME;
    }

    /** By what a packet is known: its number. */
    static int numberOf(byte[] codes) {
        return ByteBuffer.wrap(codes).getInt();
    }

    private Voice voice(long arrives) {
        var codes = ByteBuffer.allocate(FRAME).putInt(frames).array();
        return new Voice(side, arrives, ssrc, sequence, timestamp, Law.PCMA, codes);
    }

    /** What he has said, as it comes. */
    List<Said> arriving() {
        return said.stream().sorted(Comparator.comparingLong(s -> s.voice().atMicros())).toList();
    }
}
