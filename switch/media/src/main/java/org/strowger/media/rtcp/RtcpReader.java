package org.strowger.media.rtcp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads compound packets (RFC 3550, section 6.1), strictly: what is wrong in one place (appendix
 * A.2) is believed nowhere. Kinds of packets that are not known here are stepped over.
 */
public final class RtcpReader {

    /** Packets in one compound packet; one of more is refused. */
    public static final int MOST_PACKETS = 16;

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int VERSION_2 = 0x80;
    private static final int VERSION_MASK = 0xC0;
    private static final int PADDING = 0x20;
    private static final int COUNT = 0x1F;
    private static final int SIGN_OF_24_BITS = 8;

    /** Who hears what a packet says, when all of it is well. */
    public interface Listener {

        /**
         * A sender report's own part.
         *
         * @param ntp when it was sent, see {@link NtpTime}
         */
        void sender(int ssrc, long ntp);

        /** What that participant received of a source. */
        void report(int reporter, ReportBlock block);

        /** The source's canonical name: octets of UTF-8 within the packet. */
        void cname(int ssrc, byte[] packet, int offset, int length);

        /** The source has left. */
        void bye(int ssrc);
    }

    private static final Listener NOBODY =
            new Listener() {
                @Override
                public void sender(int ssrc, long ntp) {}

                @Override
                public void report(int reporter, ReportBlock block) {}

                @Override
                public void cname(int ssrc, byte[] packet, int offset, int length) {}

                @Override
                public void bye(int ssrc) {}
            };

    /**
     * Tells what is in a datagram, in its order.
     *
     * @param packet the datagram begins at index 0
     * @return false when it is no compound packet: then nothing is told
     */
    public boolean read(byte[] packet, int length, Listener to) {
        return walk(packet, length, NOBODY) && walk(packet, length, to);
    }

    private static boolean walk(byte[] packet, int length, Listener to) {
        if (length < 8 || !isReport(packet)) {
            return false;
        }
        int at = 0;
        for (int packets = 0; at < length; packets++) {
            if (packets == MOST_PACKETS || at + 4 > length) {
                return false;
            }
            int next = at + 4 + 4 * unsignedShort(packet, at + 2);
            if (next > length || (packet[at] & VERSION_MASK) != VERSION_2) {
                return false;
            }
            int end = end(packet, at, next, next == length);
            if (end < at + 4 || !one(packet, at, end, to)) {
                return false;
            }
            at = next;
        }
        return true;
    }

    /** A compound packet begins with a report, which is not padded. */
    private static boolean isReport(byte[] packet) {
        int type = packet[1] & 0xFF;
        return (type == RtcpWriter.SENDER_REPORT || type == RtcpWriter.RECEIVER_REPORT)
                && (packet[0] & PADDING) == 0;
    }

    /** Where the padding begins, which only the last packet has; -1 when it is wrong. */
    private static int end(byte[] packet, int at, int next, boolean last) {
        if ((packet[at] & PADDING) == 0) {
            return next;
        }
        int padding = packet[next - 1] & 0xFF;
        return last && padding > 0 && padding % 4 == 0 ? next - padding : -1;
    }

    private static boolean one(byte[] packet, int at, int end, Listener to) {
        int count = packet[at] & COUNT;
        return switch (packet[at + 1] & 0xFF) {
            case RtcpWriter.SENDER_REPORT -> senderReport(packet, at, end, count, to);
            case RtcpWriter.RECEIVER_REPORT ->
                    at + 8 <= end && blocks(packet, at, at + 8, end, count, to);
            case RtcpWriter.DESCRIPTION -> description(packet, at + 4, end, count, to);
            case RtcpWriter.BYE -> bye(packet, at + 4, end, count, to);
            default -> true;
        };
    }

    private static boolean senderReport(byte[] packet, int at, int end, int count, Listener to) {
        int first = at + RtcpWriter.SENDER_REPORT_LENGTH;
        if (first + count * RtcpWriter.BLOCK_LENGTH > end) {
            return false;
        }
        to.sender(number(packet, at + 4), (long) LONG.get(packet, at + 8));
        return blocks(packet, at, first, end, count, to);
    }

    private static boolean blocks(
            byte[] packet, int at, int first, int end, int count, Listener to) {
        if (first + count * RtcpWriter.BLOCK_LENGTH > end) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            to.report(number(packet, at + 4), block(packet, first + i * RtcpWriter.BLOCK_LENGTH));
        }
        return true;
    }

    private static ReportBlock block(byte[] packet, int at) {
        int losses = number(packet, at + 4);
        return new ReportBlock(
                number(packet, at),
                losses >>> 24,
                (losses << SIGN_OF_24_BITS) >> SIGN_OF_24_BITS,
                number(packet, at + 8),
                number(packet, at + 12),
                number(packet, at + 16),
                number(packet, at + 20));
    }

    /** Chunks of a source and its items, each filled up to 32 bits (section 6.5). */
    private static boolean description(byte[] packet, int from, int end, int count, Listener to) {
        int at = from;
        for (int chunk = 0; chunk < count; chunk++) {
            if (at + 8 > end) {
                return false; // An SSRC, and a null octet that ends the list of items.
            }
            int items = items(packet, at, end, to);
            if (items < 0) {
                return false;
            }
            at += Math.ceilDiv(items - at, 4) * 4;
        }
        return at <= end;
    }

    /** Where the null octet after the items ends; -1 when there is none. */
    private static int items(byte[] packet, int chunk, int end, Listener to) {
        int at = chunk + 4;
        while (at < end && packet[at] != 0) {
            int length = at + 1 < end ? packet[at + 1] & 0xFF : end;
            if (at + 2 + length > end) {
                return -1;
            }
            if (packet[at] == RtcpWriter.CNAME) {
                to.cname(number(packet, chunk), packet, at + 2, length);
            }
            at += 2 + length;
        }
        return at < end ? at + 1 : -1;
    }

    private static boolean bye(byte[] packet, int from, int end, int count, Listener to) {
        int reason = from + 4 * count;
        if (reason > end || (reason < end && reason + 1 + (packet[reason] & 0xFF) > end)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            to.bye(number(packet, from + 4 * i));
        }
        return true;
    }

    private static int number(byte[] packet, int at) {
        return (int) INT.get(packet, at);
    }

    private static int unsignedShort(byte[] packet, int at) {
        return (short) SHORT.get(packet, at) & 0xFFFF;
    }
}
