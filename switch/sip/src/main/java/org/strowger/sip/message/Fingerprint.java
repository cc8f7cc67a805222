package org.strowger.sip.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A number that hardly two texts have in common, made of eight octets at a time. */
final class Fingerprint {

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** That of the golden ratio: odd, and its bits are without a pattern. */
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private Fingerprint() {}

    /**
     * Of some octets and what was before them.
     *
     * @param before of that, or a seed
     */
    static long of(byte[] octets, int from, int to, long before) {
        long hash = before + FACTOR * (to - from + 1);
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            hash = folded(hash ^ (long) WORDS.get(octets, i));
        }
        long rest = 0;
        for (; i < to; i++) {
            rest = rest << Byte.SIZE | (octets[i] & 0xff);
        }
        return folded(hash ^ rest);
    }

    /** Both halves of the product: each bit of the number has its part in most of the result. */
    private static long folded(long number) {
        return number * FACTOR ^ Math.unsignedMultiplyHigh(number, FACTOR);
    }
}
