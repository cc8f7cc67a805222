package org.strowger.media;

import org.strowger.media.RtpFormat.Law;

/** The two companding laws of ITU-T G.711, as tables. Samples are 16-bit linear. */
public final class G711 {

    private static final int MU_BIAS = 33;
    private static final int MU_MAX = 0x1FFF;
    private static final int A_TOGGLE = 0x55; // even bits are inverted on the line

    private static final short[] MU_LINEAR = new short[256];
    private static final short[] A_LINEAR = new short[256];
    private static final byte[] MU_TO_A = new byte[256];
    private static final byte[] A_TO_MU = new byte[256];

    static {
        for (int code = 0; code < 256; code++) {
            MU_LINEAR[code] = expandMu(code);
            A_LINEAR[code] = expandA(code);
        }
        for (int code = 0; code < 256; code++) {
            MU_TO_A[code] = compressA(MU_LINEAR[code]);
            A_TO_MU[code] = compressMu(A_LINEAR[code]);
        }
    }

    private G711() {}

    /** The code of one sample. */
    public static byte encode(Law law, int sample) {
        return switch (law) {
            case PCMU -> compressMu(sample);
            case PCMA -> compressA(sample);
        };
    }

    /** The sample of one code. */
    public static int decode(Law law, byte code) {
        return switch (law) {
            case PCMU -> MU_LINEAR[code & 0xFF];
            case PCMA -> A_LINEAR[code & 0xFF];
        };
    }

    /** The code of no sound at all. */
    public static byte silence(Law law) {
        return encode(law, 0);
    }

    /** Codes from the other law become codes of {@code to}, in place. */
    public static void convert(Law to, byte[] codes, int offset, int length) {
        var table = to == Law.PCMA ? MU_TO_A : A_TO_MU;
        for (int i = offset; i < offset + length; i++) {
            codes[i] = table[codes[i] & 0xFF];
        }
    }

    private static byte compressMu(int sample) {
        int magnitude = Math.min((sample < 0 ? ~sample : sample) >> 2, MU_MAX - MU_BIAS) + MU_BIAS;
        int segment = 26 - Integer.numberOfLeadingZeros(magnitude);
        int code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0F);
        return (byte) ~(sample < 0 ? (0x80 | code) : code);
    }

    private static short expandMu(int line) {
        int code = ~line;
        int segment = (code >> 4) & 0x07;
        int magnitude = (((code & 0x0F) << 1) | 0x21) << segment;
        int sample = (magnitude - MU_BIAS) << 2;
        return (short) ((code & 0x80) == 0 ? sample : -sample);
    }

    private static byte compressA(int sample) {
        int magnitude = (sample < 0 ? ~sample : sample) >> 4;
        int segment = magnitude < 16 ? 0 : 28 - Integer.numberOfLeadingZeros(magnitude);
        int code = (segment << 4) | ((magnitude >> Math.max(segment - 1, 0)) & 0x0F);
        return (byte) ((sample < 0 ? code : (0x80 | code)) ^ A_TOGGLE);
    }

    private static short expandA(int line) {
        int code = line ^ A_TOGGLE;
        int segment = (code >> 4) & 0x07;
        int step = ((code & 0x0F) << 4) | 0x08; // the middle of the interval
        int sample = segment == 0 ? step : (step | 0x100) << (segment - 1);
        return (short) ((code & 0x80) == 0 ? -sample : sample);
    }
}
