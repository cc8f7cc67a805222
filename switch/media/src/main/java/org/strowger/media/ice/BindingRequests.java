package org.strowger.media.ice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads a peer's connectivity checks and answers them (RFC 8445, section 7.3; RFC 5389). Used again
 * for one datagram after the other; by one thread.
 */
public final class BindingRequests {

    /** What a datagram was. */
    public enum Found {
        /** Nothing that is answered. */
        NOTHING,
        /** A mistake, or without our password: {@link #answer} says so. */
        REFUSED,
        /** A check of our peer's, to be answered. */
        CHECK,
        /** The same, by which it says that this is the pair to use. */
        NOMINATION
    }

    /** Octets of the longest answer. */
    public static final int LONGEST_ANSWER = 96;

    private static final int HEADER = 20;
    private static final int COOKIE = 0x2112_A442;
    private static final int REQUEST = 0x0001;
    private static final int SUCCESS = 0x0101;
    private static final int ERROR = 0x0111;
    private static final int USERNAME = 0x0006;
    private static final int INTEGRITY = 0x0008;
    private static final int ERROR_CODE = 0x0009;
    private static final int XOR_ADDRESS = 0x0020;
    private static final int PRIORITY = 0x0024;
    private static final int USE_CANDIDATE = 0x0025;
    private static final int FIRST_OPTIONAL = 0x8000;
    private static final int FINGERPRINT = 0x8028;
    private static final int FINGERPRINT_XOR = 0x5354_554E;
    private static final int SHA_1 = 20;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int UNKNOWN_ATTRIBUTE = 420;

    private final byte[] transaction = new byte[12];
    private final ByteBuffer out = ByteBuffer.allocate(LONGEST_ANSWER);
    private int username;
    private int usernameLength;
    private int integrity;
    private int fingerprint;
    private boolean nominates;
    private boolean unknown;

    /** Whether it is STUN and neither DTLS nor RTP (RFC 7983, section 7). */
    public static boolean isStun(int firstOctet) {
        return firstOctet >= 0 && firstOctet <= 3;
    }

    /**
     * Reads a datagram and makes its answer.
     *
     * @param packet begins at index 0
     * @param from its source, which the answer tells
     * @param known what the peer may show; the answer is signed with what it has shown
     */
    public Found read(
            byte[] packet, int length, InetSocketAddress from, List<IceCredentials> known) {
        var in = ByteBuffer.wrap(packet, 0, length);
        if (!isRequest(in) || !attributes(in) || !isFingerprint(packet)) {
            return Found.NOTHING;
        }
        System.arraycopy(packet, 8, transaction, 0, transaction.length);
        if (username < 0 || integrity < 0) {
            return refuse(BAD_REQUEST);
        }
        var shown = named(packet, known);
        if (shown == null || !isSigned(packet, shown)) {
            return refuse(UNAUTHORIZED);
        }
        if (unknown) {
            return refuse(UNKNOWN_ATTRIBUTE);
        }
        begin(SUCCESS);
        address(from);
        sign(shown);
        finish();
        return nominates ? Found.NOMINATION : Found.CHECK;
    }

    /** The answer to what was read last. */
    public byte[] answer() {
        return Arrays.copyOf(out.array(), out.position());
    }

    private static boolean isRequest(ByteBuffer in) {
        return in.limit() >= HEADER
                && in.getShort(0) == REQUEST
                && in.getInt(4) == COOKIE
                && in.getShort(2) == in.limit() - HEADER
                && in.limit() % 4 == 0;
    }

    /** False when they do not fit in, or the fingerprint is not the last of them. */
    private boolean attributes(ByteBuffer in) {
        username = -1;
        integrity = -1;
        fingerprint = -1;
        nominates = false;
        unknown = false;
        int at = HEADER;
        while (at < in.limit()) {
            int length = in.getShort(at + 2) & 0xFFFF;
            int next = at + 4 + ((length + 3) & ~3);
            if (fingerprint >= 0 || next > in.limit()) {
                return false;
            }
            attribute(in.getShort(at) & 0xFFFF, at, length);
            at = next;
        }
        return fingerprint >= 0;
    }

    private void attribute(int type, int at, int length) {
        if (type == FINGERPRINT && length == 4) {
            fingerprint = at;
        } else if (integrity >= 0) {
            return; // What is not signed is not read.
        }
        switch (type) {
            case USERNAME -> {
                username = at + 4;
                usernameLength = length;
            }
            case INTEGRITY -> integrity = length == SHA_1 ? at : -1;
            case USE_CANDIDATE -> nominates = true;
            default -> unknown |= type < FIRST_OPTIONAL && type != PRIORITY;
        }
    }

    private boolean isFingerprint(byte[] packet) {
        return ByteBuffer.wrap(packet).getInt(fingerprint + 4) == checksum(packet, fingerprint);
    }

    private static int checksum(byte[] packet, int length) {
        var crc = new CRC32();
        crc.update(packet, 0, length);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }

    private @Nullable IceCredentials named(byte[] packet, List<IceCredentials> known) {
        for (var ours : known) {
            if (isOurs(packet, ours.ufrag())) {
                return ours;
            }
        }
        return null;
    }

    /** {@code ours:theirs} (RFC 8445, section 7.2.2). */
    private boolean isOurs(byte[] packet, String ufrag) {
        var begins = (ufrag + ':').getBytes(UTF_8);
        return usernameLength > begins.length
                && Arrays.equals(
                        packet, username, username + begins.length, begins, 0, begins.length);
    }

    private boolean isSigned(byte[] packet, IceCredentials ours) {
        var expected = integrity(packet, integrity, ours);
        return MessageDigest.isEqual(
                expected, Arrays.copyOfRange(packet, integrity + 4, integrity + 4 + SHA_1));
    }

    /** Over what comes before it, with the length as if it were the last (RFC 5389, 15.4). */
    private static byte[] integrity(byte[] packet, int at, IceCredentials ours) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(ours.password().getBytes(UTF_8), "HmacSHA1"));
            int length = at + 4 + SHA_1 - HEADER;
            mac.update(packet, 0, 2);
            mac.update((byte) (length >>> 8));
            mac.update((byte) length);
            mac.update(packet, 4, at - 4);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA1", e);
        }
    }

    private Found refuse(int code) {
        begin(ERROR);
        out.putShort((short) ERROR_CODE).putShort((short) 4);
        out.putShort((short) 0).put((byte) (code / 100)).put((byte) (code % 100));
        finish();
        return Found.REFUSED;
    }

    private void begin(int type) {
        out.clear();
        out.putShort((short) type).putShort((short) 0).putInt(COOKIE).put(transaction);
    }

    private void address(InetSocketAddress from) {
        var octets = from.getAddress().getAddress();
        out.putShort((short) XOR_ADDRESS).putShort((short) (4 + octets.length));
        out.putShort((short) (octets.length == 4 ? 1 : 2));
        out.putShort((short) (from.getPort() ^ (COOKIE >>> 16)));
        for (int i = 0; i < octets.length; i++) {
            out.put((byte) (octets[i] ^ out.get(4 + i)));
        }
    }

    private void sign(IceCredentials ours) {
        int at = out.position();
        var signature = integrity(out.array(), at, ours);
        out.putShort((short) INTEGRITY).putShort((short) SHA_1).put(signature);
    }

    private void finish() {
        int at = out.position();
        out.putShort(2, (short) (at + 8 - HEADER));
        int checksum = checksum(out.array(), at);
        out.putShort((short) FINGERPRINT).putShort((short) 4).putInt(checksum);
    }
}
