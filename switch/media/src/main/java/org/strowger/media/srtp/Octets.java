package org.strowger.media.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in packets, the high octet first. */
final class Octets {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int HEADER = 12;
    private static final int EXTENSION = 0x10;

    private Octets() {}

    static int word(byte[] octets, int at) {
        return (int) INT.get(octets, at);
    }

    static int half(byte[] octets, int at) {
        return (short) SHORT.get(octets, at) & 0xFFFF;
    }

    static void write(byte[] octets, int at, int value) {
        INT.set(octets, at, value);
    }

    /**
     * Where the enciphered part of an RTP packet begins: behind contributing sources and header
     * extension (RFC 3711, section 3.1); -1 when that is behind its end.
     */
    static int payload(byte[] packet, int length) {
        if (length < HEADER) {
            return -1;
        }
        int at = HEADER + 4 * (packet[0] & 0x0F);
        if ((packet[0] & EXTENSION) != 0) {
            if (at + 4 > length) {
                return -1;
            }
            at += 4 + 4 * half(packet, at + 2);
        }
        return at <= length ? at : -1;
    }
}
