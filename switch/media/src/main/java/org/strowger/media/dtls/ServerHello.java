package org.strowger.media.dtls;

/** The datagram that answers who has begun a handshake (RFC 6347, section 4.2.2). */
public final class ServerHello {

    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;
    private static final int HELLO_VERIFY_REQUEST = 3;
    private static final int TYPE_AT = 13; // behind the header of the record

    private ServerHello() {}

    /** Whether that is one, or asks for our hello once more. */
    public static boolean is(byte[] datagram, int length) {
        return length > TYPE_AT
                && datagram[0] == HANDSHAKE
                && (datagram[TYPE_AT] == SERVER_HELLO || datagram[TYPE_AT] == HELLO_VERIFY_REQUEST);
    }
}
