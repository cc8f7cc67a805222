package org.strowger.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** AES in counter mode and HMAC-SHA1 (RFC 3711, sections 4.1.1 and 4.2.1). */
final class CounterCipher extends PacketCipher {

    private static final int SSRC_AT = 4;
    private static final int INDEX_AT = 8;
    private static final int SHA_1 = 20;

    private final CounterMode mode;
    private final Mac mac;
    private final byte[] salt;
    private final int tagLength;
    private final byte[] start;
    private final byte[] tag = new byte[SHA_1];
    private final byte[] word = new byte[Integer.BYTES];

    CounterCipher(SessionKeys keys, int tagLength) {
        this.mode = new CounterMode(keys.cipher());
        this.salt = keys.salt();
        this.start = new byte[salt.length];
        this.tagLength = tagLength;
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(keys.auth(), "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA1", e);
        }
    }

    @Override
    int tagLength() {
        return tagLength;
    }

    @Override
    int seal(byte[] packet, int payload, int length, long index) {
        apply(Octets.word(packet, 8), index, packet, payload, length - payload);
        hash(packet, length, PacketIndex.rollovers(index));
        return signed(packet, length);
    }

    @Override
    int open(byte[] packet, int payload, int length, long index) {
        int end = length - tagLength;
        hash(packet, end, PacketIndex.rollovers(index));
        if (!isTag(packet, end)) {
            return FORGED;
        }
        apply(Octets.word(packet, 8), index, packet, payload, end - payload);
        return end;
    }

    @Override
    int sealReport(byte[] packet, int length, int index) {
        apply(Octets.word(packet, 4), index, packet, RTCP_HEADER, length - RTCP_HEADER);
        Octets.write(packet, length, index | ENCRYPTED);
        mac.update(packet, 0, length + Integer.BYTES);
        finish();
        return signed(packet, length + Integer.BYTES);
    }

    @Override
    int indexAt(int length) {
        return length - tagLength - Integer.BYTES;
    }

    @Override
    int openReport(byte[] packet, int length) {
        int end = indexAt(length);
        mac.update(packet, 0, length - tagLength);
        finish();
        if (!isTag(packet, length - tagLength)) {
            return FORGED;
        }
        int trailer = Octets.word(packet, end);
        if (trailer < 0) { // Else it was only signed.
            int index = trailer & ~ENCRYPTED;
            apply(Octets.word(packet, 4), index, packet, RTCP_HEADER, end - RTCP_HEADER);
        }
        return end;
    }

    private void apply(int ssrc, long index, byte[] packet, int from, int length) {
        System.arraycopy(salt, 0, start, 0, start.length);
        for (int i = 0; i < 4; i++) {
            start[SSRC_AT + i] ^= (byte) (ssrc >>> (24 - 8 * i));
        }
        for (int i = 0; i < 6; i++) {
            start[INDEX_AT + i] ^= (byte) (index >>> (40 - 8 * i));
        }
        mode.apply(start, packet, from, length);
    }

    /** Of so many octets, and of the rollover counter behind them. */
    private void hash(byte[] packet, int length, int rollovers) {
        Octets.write(word, 0, rollovers);
        mac.update(packet, 0, length);
        mac.update(word, 0, word.length);
        finish();
    }

    private void finish() {
        try {
            mac.doFinal(tag, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("SHA-1 is longer than it is", e);
        }
    }

    private int signed(byte[] packet, int length) {
        System.arraycopy(tag, 0, packet, length, tagLength);
        return length + tagLength;
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
