package org.strowger.media.mixing;

import org.strowger.media.G711;
import org.strowger.media.RtpFormat.Law;

/** G.711 and linear samples of 16 bit, a frame at a time, by tables. */
public final class Companding {

    // Neither law looks at more of a sample than its 14 high bits.
    private static final int DROPPED_BITS = 2;
    private static final int HALF = 1 << (15 - DROPPED_BITS);

    private static final byte[] MU_CODES = codes(Law.PCMU);
    private static final byte[] A_CODES = codes(Law.PCMA);

    private Companding() {}

    private static byte[] codes(Law law) {
        var codes = new byte[2 * HALF];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = G711.encode(law, (i - HALF) << DROPPED_BITS);
        }
        return codes;
    }

    /** Codes from {@code from} on become as many samples from {@code to} on. */
    public static void expand(
            Law law, byte[] codes, int from, int length, short[] samples, int to) {
        for (int i = 0; i < length; i++) {
            samples[to + i] = (short) G711.decode(law, codes[from + i]);
        }
    }

    /** The first samples become as many codes from {@code to} on. */
    public static void compress(Law law, short[] samples, int length, byte[] codes, int to) {
        var table =
                switch (law) {
                    case PCMU -> MU_CODES;
                    case PCMA -> A_CODES;
                };
        for (int i = 0; i < length; i++) {
            codes[to + i] = table[(samples[i] >> DROPPED_BITS) + HALF];
        }
    }
}
