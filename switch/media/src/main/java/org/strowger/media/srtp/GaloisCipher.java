package org.strowger.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in Galois/Counter Mode, which signs what it enciphers (RFC 7714). */
final class GaloisCipher extends PacketCipher {

    private static final int TAG = 16;
    private static final int TAG_BITS = 8 * TAG;
    private static final int SSRC_AT = 2;
    private static final int INDEX_AT = 6;
    private static final int REPORT_INDEX_AT = 8;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] salt;
    private final byte[] start;

    GaloisCipher(SessionKeys keys) {
        this.key = new SecretKeySpec(keys.cipher(), "AES");
        this.salt = keys.salt();
        this.start = new byte[salt.length];
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES in GCM", e);
        }
    }

    @Override
    int tagLength() {
        return TAG;
    }

    @Override
    int seal(byte[] packet, int payload, int length, long index) {
        packetStart(Octets.word(packet, 8), index);
        try {
            begin(Cipher.ENCRYPT_MODE);
            cipher.updateAAD(packet, 0, payload);
            return payload + cipher.doFinal(packet, payload, length - payload, packet, payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet cannot be encrypted", e);
        }
    }

    @Override
    int open(byte[] packet, int payload, int length, long index) {
        packetStart(Octets.word(packet, 8), index);
        try {
            begin(Cipher.DECRYPT_MODE);
            cipher.updateAAD(packet, 0, payload);
            return payload + cipher.doFinal(packet, payload, length - payload, packet, payload);
        } catch (AEADBadTagException _) {
            return FORGED;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet cannot be decrypted", e);
        }
    }

    /** The index comes behind the tag, and is signed with the header (RFC 7714, section 9.2). */
    @Override
    int sealReport(byte[] packet, int length, int index) {
        int end = length + TAG;
        Octets.write(packet, end, index | ENCRYPTED);
        reportStart(Octets.word(packet, 4), index);
        try {
            begin(Cipher.ENCRYPT_MODE);
            cipher.updateAAD(packet, 0, RTCP_HEADER);
            cipher.updateAAD(packet, end, Integer.BYTES);
            int payload = length - RTCP_HEADER;
            var _ = cipher.doFinal(packet, RTCP_HEADER, payload, packet, RTCP_HEADER);
            return end + Integer.BYTES;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a report cannot be encrypted", e);
        }
    }

    @Override
    int indexAt(int length) {
        return length - Integer.BYTES;
    }

    /** Of one that is only signed all is header (section 9.3). */
    @Override
    int openReport(byte[] packet, int length) {
        int end = indexAt(length);
        int trailer = Octets.word(packet, end);
        int header = trailer < 0 ? RTCP_HEADER : end - TAG;
        if (header < RTCP_HEADER || end - header < TAG) {
            return FORGED;
        }
        reportStart(Octets.word(packet, 4), trailer & ~ENCRYPTED);
        try {
            begin(Cipher.DECRYPT_MODE);
            cipher.updateAAD(packet, 0, header);
            cipher.updateAAD(packet, end, Integer.BYTES);
            var _ = cipher.doFinal(packet, header, end - header, packet, header);
            return end - TAG;
        } catch (AEADBadTagException _) {
            return FORGED;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a report cannot be decrypted", e);
        }
    }

    private void begin(int mode) throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, start));
    }

    /** Two octets of zero, SSRC, rollover counter, sequence number (section 8.1). */
    private void packetStart(int ssrc, long index) {
        start(ssrc);
        for (int i = 0; i < 6; i++) {
            start[INDEX_AT + i] ^= (byte) (index >>> (40 - 8 * i));
        }
    }

    /** Two octets of zero, SSRC, two octets of zero, index (section 9.1). */
    private void reportStart(int ssrc, int index) {
        start(ssrc);
        for (int i = 0; i < 4; i++) {
            start[REPORT_INDEX_AT + i] ^= (byte) (index >>> (24 - 8 * i));
        }
    }

    private void start(int ssrc) {
        System.arraycopy(salt, 0, start, 0, start.length);
        for (int i = 0; i < 4; i++) {
            start[SSRC_AT + i] ^= (byte) (ssrc >>> (24 - 8 * i));
        }
    }
}
