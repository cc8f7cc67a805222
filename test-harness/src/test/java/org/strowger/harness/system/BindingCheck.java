package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A connectivity check (RFC 8445, section 7.2.2) and what its answer must be, octet by octet and
 * without any code of the switch: STUN is RFC 5389, sections 6 and 15.
 *
 * @param name of the two sides: the ufrag of the one that is asked, a colon, the other's
 * @param password of the side that is asked
 * @param transaction 12 characters of ASCII
 */
record BindingCheck(String name, String password, String transaction) {

    static final int SUCCESS = 0x0101;
    static final int ERROR = 0x0111;

    private static final int HEADER = 20;
    private static final int COOKIE = 0x2112_A442;
    private static final int CODE_AT = HEADER + 4 + 2;
    private static final int SIGNATURE = 4 + 20;
    private static final int FINGERPRINT = 4 + 4;
    private static final int XOR_MAPPED_IPV4 = 4 + 8;

    /** By a side that controls, as who asks one that is lite does. */
    byte[] octets() {
        var out = ByteBuffer.allocate(300);
        begin(out, 0x0001);
        out.putShort((short) 0x0024).putShort((short) 4).putInt(0x6E00_01FF); // PRIORITY
        out.putShort((short) 0x802A).putShort((short) 8).putLong(1); // ICE-CONTROLLING
        out.putShort((short) 0x0025).putShort((short) 0); // USE-CANDIDATE
        var user = name.getBytes(UTF_8);
        out.putShort((short) 0x0006).putShort((short) user.length);
        out.put(user).put(new byte[-user.length & 3]);
        return finished(out);
    }

    /** The one right answer to the check of who is at an address of IPv4. */
    byte[] answer(InetSocketAddress asker) {
        var out = ByteBuffer.allocate(HEADER + XOR_MAPPED_IPV4 + SIGNATURE + FINGERPRINT);
        begin(out, SUCCESS);
        out.putShort((short) 0x0020).putShort((short) 8).putShort((short) 1);
        out.putShort((short) (asker.getPort() ^ (COOKIE >>> 16)));
        out.putInt(ByteBuffer.wrap(asker.getAddress().getAddress()).getInt() ^ COOKIE);
        return finished(out);
    }

    /** Whether a message of that length is the answer to it. */
    boolean isAnsweredBy(byte[] message, int length) {
        return length >= HEADER
                && Arrays.equals(message, 8, HEADER, transaction.getBytes(UTF_8), 0, 12);
    }

    /** The type of a message. */
    static int type(byte[] message) {
        return ByteBuffer.wrap(message).getShort(0);
    }

    /** The code of an error whose first attribute it is. */
    static int error(byte[] message) {
        return 100 * message[CODE_AT] + message[CODE_AT + 1];
    }

    private void begin(ByteBuffer out, int type) {
        out.putShort((short) type).putShort((short) 0).putInt(COOKIE);
        out.put(transaction.getBytes(UTF_8));
    }

    private byte[] finished(ByteBuffer out) {
        length(out, SIGNATURE);
        var signature = signed(written(out));
        out.putShort((short) 0x0008).putShort((short) signature.length).put(signature);
        length(out, FINGERPRINT);
        var crc = new CRC32();
        crc.update(written(out));
        out.putShort((short) 0x8028).putShort((short) 4);
        out.putInt((int) crc.getValue() ^ 0x5354_554E);
        return written(out);
    }

    private static void length(ByteBuffer out, int more) {
        out.putShort(2, (short) (out.position() + more - HEADER));
    }

    private static byte[] written(ByteBuffer out) {
        var octets = new byte[out.position()];
        out.get(0, octets);
        return octets;
    }

    private byte[] signed(byte[] octets) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(UTF_8), "HmacSHA1"));
            return mac.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
