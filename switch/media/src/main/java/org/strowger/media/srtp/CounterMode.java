package org.strowger.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in counter mode (RFC 3711, section 4.1.1). The blocks are counted here and enciphered several
 * at a time: the JDK's counter mode would have to be begun anew, with new objects, for every
 * packet.
 */
final class CounterMode {

    static final int BLOCK = 16;

    /** Octets of a block before its counter. */
    static final int START = BLOCK - 2;

    private static final int BLOCKS = 12; // As many as 20 ms of G.711 take, and one.

    private final Cipher aes;
    private final byte[] counters = new byte[BLOCKS * BLOCK];
    private final byte[] stream = new byte[BLOCKS * BLOCK];

    CounterMode(byte[] key) {
        try {
            aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES", e);
        }
    }

    /**
     * Enciphers, or deciphers, which is the same.
     *
     * @param start the first 14 octets of every counter block
     */
    void apply(byte[] start, byte[] octets, int from, int length) {
        int done = 0;
        while (done < length) {
            int now = Math.min(length - done, stream.length);
            next(start, done / BLOCK, (now + BLOCK - 1) / BLOCK);
            for (int i = 0; i < now; i++) {
                octets[from + done + i] ^= stream[i];
            }
            done += now;
        }
    }

    private void next(byte[] start, int firstBlock, int blocks) {
        for (int i = 0; i < blocks; i++) {
            int at = i * BLOCK;
            System.arraycopy(start, 0, counters, at, START);
            counters[at + START] = (byte) ((firstBlock + i) >>> 8);
            counters[at + START + 1] = (byte) (firstBlock + i);
        }
        try {
            var _ = aes.update(counters, 0, blocks * BLOCK, stream, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("whole blocks have not become as many", e);
        }
    }
}
