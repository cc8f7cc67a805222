package org.strowger.sip.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * STUN on the SIP port (RFC 8489, sections 5 and 6.3), as phones behind a NAT use it to keep their
 * binding open and to see it move (RFC 5626, sections 3.5.2 and 8). Its first two bits are zero,
 * which no SIP message has.
 */
final class StunBinding {

    private static final int HEADER = 20;
    private static final int REQUEST = 0x0001;
    private static final int SUCCESS = 0x0101;
    private static final int ERROR = 0x0111;
    private static final int COOKIE = 0x2112_A442;
    private static final int COOKIE_AT = 4;
    private static final int TRANSACTION_AT = 8;
    private static final int TRANSACTION = 12;

    private static final int ERROR_CODE = 0x0009;
    private static final int UNKNOWN_ATTRIBUTES = 0x000A;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int UNKNOWN_ATTRIBUTE = 0x0414; // 420 as class and number
    private static final int OPTIONAL = 0x8000;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int IPV4_OCTETS = 4;

    /** Attributes that a binding request may have and that nobody asked for here. */
    private static final Set<Integer> IGNORED = Set.of(0x0006, 0x0008, 0x0014, 0x0015);

    private StunBinding() {}

    /** Whether it is STUN, well made or not: not a SIP message in any case. */
    static boolean isStun(byte[] datagram) {
        return datagram.length >= HEADER
                && (datagram[0] & 0xC0) == 0
                && ByteBuffer.wrap(datagram).getInt(COOKIE_AT) == COOKIE;
    }

    /**
     * The answer to a binding request.
     *
     * @param datagram one that {@link #isStun}
     * @return null for anything else, which is dropped
     */
    static byte @Nullable [] answer(byte[] datagram, InetSocketAddress source) {
        var request = ByteBuffer.wrap(datagram);
        int length = request.getShort(2) & 0xffff;
        if (request.getShort(0) != REQUEST
                || length % 4 != 0
                || HEADER + length != datagram.length) {
            return null;
        }
        int unknown = unknownAttribute(request);
        return unknown < 0 ? mapped(request, source) : refusal(request, unknown);
    }

    /** The first that must be understood and is not; -1 for none. */
    private static int unknownAttribute(ByteBuffer request) {
        int at = HEADER;
        while (at + 4 <= request.limit()) {
            int type = request.getShort(at) & 0xffff;
            if (type < OPTIONAL && !IGNORED.contains(type)) {
                return type;
            }
            int octets = request.getShort(at + 2) & 0xffff;
            at += 4 + (octets + 3) / 4 * 4;
        }
        return -1;
    }

    private static byte[] mapped(ByteBuffer request, InetSocketAddress source) {
        var address = source.getAddress().getAddress();
        var octets = new byte[HEADER + 8 + address.length];
        var answer = head(request, SUCCESS, octets);
        answer.putShort((short) XOR_MAPPED_ADDRESS).putShort((short) (4 + address.length));
        answer.put((byte) 0).put((byte) (address.length == IPV4_OCTETS ? IPV4 : IPV6));
        answer.putShort((short) (source.getPort() ^ COOKIE >>> 16));
        for (int i = 0; i < address.length; i++) {
            answer.put((byte) (address[i] ^ request.get(COOKIE_AT + i)));
        }
        return octets;
    }

    private static byte[] refusal(ByteBuffer request, int unknown) {
        var octets = new byte[HEADER + 16];
        var answer = head(request, ERROR, octets);
        answer.putShort((short) ERROR_CODE).putShort((short) 4).putInt(UNKNOWN_ATTRIBUTE);
        answer.putShort((short) UNKNOWN_ATTRIBUTES).putShort((short) 2);
        answer.putShort((short) unknown).putShort((short) 0);
        return octets;
    }

    private static ByteBuffer head(ByteBuffer request, int type, byte[] octets) {
        var answer = ByteBuffer.wrap(octets);
        answer.putShort((short) type).putShort((short) (octets.length - HEADER)).putInt(COOKIE);
        return answer.put(request.slice(TRANSACTION_AT, TRANSACTION));
    }
}
