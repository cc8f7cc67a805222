package org.strowger.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** Enciphers and signs packets of one kind, RTP or RTCP, under the keys of one direction. */
final class PacketCipher {

    private static final int SSRC_AT = 4;
    private static final int INDEX_AT = 8;
    private static final int SHA_1 = 20;

    private final CounterMode mode;
    private final Mac mac;
    private final byte[] salt;
    private final int tagLength;
    private final byte[] start = new byte[SrtpSuite.SALT];
    private final byte[] tag = new byte[SHA_1];
    private final byte[] word = new byte[Integer.BYTES];

    private PacketCipher(SessionKeys keys, int tagLength) {
        this.mode = new CounterMode(keys.cipher());
        this.salt = keys.salt();
        this.tagLength = tagLength;
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(keys.auth(), "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA1", e);
        }
    }

    static PacketCipher rtp(SrtpKey key) {
        return new PacketCipher(SessionKeys.rtp(key), key.suite().rtpTag());
    }

    static PacketCipher rtcp(SrtpKey key) {
        return new PacketCipher(SessionKeys.rtcp(key), SrtpSuite.RTCP_TAG);
    }

    int tagLength() {
        return tagLength;
    }

    /**
     * Enciphers or deciphers octets of a packet (section 4.1.1).
     *
     * @param index of the packet, 48 bits
     */
    void apply(int ssrc, long index, byte[] packet, int from, int length) {
        System.arraycopy(salt, 0, start, 0, start.length);
        for (int i = 0; i < 4; i++) {
            start[SSRC_AT + i] ^= (byte) (ssrc >>> (24 - 8 * i));
        }
        for (int i = 0; i < 6; i++) {
            start[INDEX_AT + i] ^= (byte) (index >>> (40 - 8 * i));
        }
        mode.apply(start, packet, from, length);
    }

    /** Writes the tag of {@code length} octets, and of the rollover counter, behind them. */
    void sign(byte[] packet, int length, int rollovers) {
        writeWord(rollovers);
        mac.update(packet, 0, length);
        mac.update(word, 0, word.length);
        finish();
        System.arraycopy(tag, 0, packet, length, tagLength);
    }

    /** The same of what is signed as it stands. */
    void sign(byte[] packet, int length) {
        mac.update(packet, 0, length);
        finish();
        System.arraycopy(tag, 0, packet, length, tagLength);
    }

    /** Whether the tag behind {@code length} octets is theirs, and the rollover counter's. */
    boolean isSigned(byte[] packet, int length, int rollovers) {
        writeWord(rollovers);
        mac.update(packet, 0, length);
        mac.update(word, 0, word.length);
        finish();
        return isTag(packet, length);
    }

    /** The same of what is signed as it stands. */
    boolean isSigned(byte[] packet, int length) {
        mac.update(packet, 0, length);
        finish();
        return isTag(packet, length);
    }

    private void writeWord(int value) {
        Octets.write(word, 0, value);
    }

    private void finish() {
        try {
            mac.doFinal(tag, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("SHA-1 is longer than it is", e);
        }
    }

    /** Takes as long whether the first octet differs or the last. */
    private boolean isTag(byte[] packet, int at) {
        int differing = 0;
        for (int i = 0; i < tagLength; i++) {
            differing |= packet[at + i] ^ tag[i];
        }
        return differing == 0;
    }
}
