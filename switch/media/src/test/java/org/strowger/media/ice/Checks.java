package org.strowger.media.ice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A peer's connectivity checks, made without the code that reads them. */
public final class Checks {

    private static final int NONE = -1;
    private static final int USE_CANDIDATE = 0x0025;

    private Checks() {}

    /** One that tries a pair. */
    public static byte[] check(IceCredentials theirs, String ufrag) {
        return withAttribute(theirs, ufrag, NONE);
    }

    /** One that says that this is the pair to use. */
    public static byte[] nominating(IceCredentials theirs, String ufrag) {
        return withAttribute(theirs, ufrag, USE_CANDIDATE);
    }

    static byte[] unsigned() {
        return fingerprinted(begun());
    }

    static byte[] withAttribute(IceCredentials theirs, String ufrag, int type) {
        var out = begun();
        var name = (theirs.ufrag() + ':' + ufrag).getBytes(UTF_8);
        out.putShort((short) 0x0006).putShort((short) name.length).put(name);
        while (out.position() % 4 != 0) {
            out.put((byte) 0);
        }
        if (type != NONE) {
            out.putShort((short) type).putShort((short) 0);
        }
        out.putShort(2, (short) (out.position() + 24 - 20));
        var signature = hmac(theirs.password(), written(out));
        out.putShort((short) 0x0008).putShort((short) 20).put(signature);
        return fingerprinted(out);
    }

    private static ByteBuffer begun() {
        var out = ByteBuffer.allocate(200);
        out.putShort((short) 1).putShort((short) 0).putInt(0x2112_A442);
        return out.put("transactions".getBytes(UTF_8));
    }

    private static byte[] fingerprinted(ByteBuffer out) {
        out.putShort(2, (short) (out.position() + 8 - 20));
        var crc = new CRC32();
        crc.update(written(out));
        out.putShort((short) 0x8028).putShort((short) 4);
        out.putInt((int) crc.getValue() ^ 0x5354_554E);
        return written(out);
    }

    private static byte[] written(ByteBuffer out) {
        var octets = new byte[out.position()];
        out.get(0, octets);
        return octets;
    }

    private static byte[] hmac(String password, byte[] octets) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(UTF_8), "HmacSHA1"));
            return mac.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
