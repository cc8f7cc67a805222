package org.strowger.media.recording;

import java.nio.ByteBuffer;
import org.strowger.media.G711;
import org.strowger.media.RtpFormat.Law;

/**
 * The last two seconds of a recording, which are not written yet: silence where nothing was put.
 * Linear samples of 16 bits, both sides in turn.
 */
final class StereoWindow implements Track.Place {

    /** Samples of each side that there is room for. */
    static final int SAMPLES = 1 << 14;

    private static final int SIDES = 2;

    private final short[] samples = new short[SIDES * SAMPLES];
    private long begin;

    /** The first sample that is still here; all before it are written. */
    long begin() {
        return begin;
    }

    @Override
    public boolean put(Side side, long at, Law law, byte[] codes) {
        int from = Math.clamp(begin - at, 0, codes.length);
        int to = Math.clamp(begin + SAMPLES - at, 0, codes.length);
        for (int i = from; i < to; i++) {
            samples[index(at + i, side.channel())] = (short) G711.decode(law, codes[i]);
        }
        return from < to;
    }

    /** Nobody hears what was said then. */
    void silence(long from, long to) {
        for (long at = Math.max(from, begin); at < Math.min(to, begin + SAMPLES); at++) {
            samples[index(at, 0)] = 0;
            samples[index(at, 1)] = 0;
        }
    }

    /**
     * Gives away the first samples.
     *
     * @param count at most {@link #SAMPLES}
     * @param out gets four octets for each: both sides, the low octet first
     */
    void take(int count, ByteBuffer out) {
        for (int i = 0; i < count; i++) {
            for (int side = 0; side < SIDES; side++) {
                int index = index(begin + i, side);
                out.put((byte) samples[index]).put((byte) (samples[index] >> Byte.SIZE));
                samples[index] = 0;
            }
        }
        begin += count;
    }

    private static int index(long at, int side) {
        return (int) (at & (SAMPLES - 1)) * SIDES + side;
    }
}
