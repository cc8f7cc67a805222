package org.strowger.media.dtls;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The datagram that a handshake begins with (RFC 6347, sections 4.1 and 4.2.2). */
public final class ClientHello {

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int EPOCH_AT = 3;
    private static final int TYPE_AT = 13; // behind the header of the record
    private static final int OFFSET_AT = TYPE_AT + 6;
    private static final int RANDOM_AT = TYPE_AT + 12 + 2; // behind header and version
    private static final int RANDOM = 32;

    private ClientHello() {}

    /**
     * What it is known by, however often it is sent: its writer's random octets.
     *
     * @param datagram begins at index 0
     * @return null for anything else
     */
    public static byte @Nullable [] random(byte[] datagram, int length) {
        boolean is =
                length >= RANDOM_AT + RANDOM
                        && datagram[0] == HANDSHAKE
                        && isZero(datagram, EPOCH_AT, 2)
                        && datagram[TYPE_AT] == CLIENT_HELLO
                        && isZero(datagram, OFFSET_AT, 3);
        return is ? Arrays.copyOfRange(datagram, RANDOM_AT, RANDOM_AT + RANDOM) : null;
    }

    /** Whether that is another part of one than its first, which may come before that. */
    public static boolean isLaterPart(byte[] datagram, int length) {
        return length >= RANDOM_AT
                && datagram[0] == HANDSHAKE
                && isZero(datagram, EPOCH_AT, 2)
                && datagram[TYPE_AT] == CLIENT_HELLO
                && !isZero(datagram, OFFSET_AT, 3);
    }

    private static boolean isZero(byte[] octets, int from, int length) {
        int all = 0;
        for (int i = 0; i < length; i++) {
            all |= octets[from + i];
        }
        return all == 0;
    }
}
