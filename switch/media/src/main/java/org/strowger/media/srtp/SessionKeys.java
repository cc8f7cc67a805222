package org.strowger.media.srtp;

import java.util.Arrays;

/**
 * What a master key is for: the keys of one kind of packet (RFC 3711, section 4.3), derived once,
 * as the key derivation rate is zero. For AES in GCM in the same way (RFC 7714, section 11), but
 * that its key for the tag is used by nobody.
 */
final class SessionKeys {

    private static final int RTP = 0;
    private static final int RTCP = 3;
    private static final int AUTH_LENGTH = 20;
    private static final int LABEL_AT = 7;

    private final byte[] cipher;
    private final byte[] auth;
    private final byte[] salt;

    /** Those given, as they are. */
    SessionKeys(byte[] cipher, byte[] auth, byte[] salt) {
        this.cipher = cipher;
        this.auth = auth;
        this.salt = salt;
    }

    /** For the payload. */
    byte[] cipher() {
        return cipher;
    }

    /** For the tag. */
    byte[] auth() {
        return auth;
    }

    /** Of the counter blocks. */
    byte[] salt() {
        return salt;
    }

    static SessionKeys rtp(SrtpKey key) {
        return of(key, RTP);
    }

    static SessionKeys rtcp(SrtpKey key) {
        return of(key, RTCP);
    }

    private static SessionKeys of(SrtpKey master, int firstLabel) {
        var mode = new CounterMode(master.key());
        var salt = master.salt();
        return new SessionKeys(
                derived(mode, salt, firstLabel, SrtpSuite.KEY),
                derived(mode, salt, firstLabel + 1, AUTH_LENGTH),
                derived(mode, salt, firstLabel + 2, salt.length));
    }

    private static byte[] derived(CounterMode mode, byte[] salt, int label, int length) {
        var start = Arrays.copyOf(salt, CounterMode.START); // A shorter one ends with zeros.
        start[LABEL_AT] ^= (byte) label;
        var key = new byte[length];
        mode.apply(start, key, 0, length);
        return key;
    }
}
