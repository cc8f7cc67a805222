package org.strowger.media.recording;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a recording is sealed: AES-256-GCM (NIST SP 800-38D), each second for itself, with a key that
 * is the recording's own. The form of the file is in the module's README.
 *
 * <p>A chunk's nonce is its number, which is safe as no key serves two files. What is authenticated
 * with it is the file's header, the number, and whether it is the last: chunks that are exchanged,
 * left out or cut off at the end are found out.
 */
final class Seal {

    /** Octets that a chunk is longer than what it holds. */
    static final int TAG = 16;

    /** Octets of a chunk that is not the last. */
    static final int CHUNK = SoundFile.SECOND + TAG;

    /** Octets of a header up to the key's name. */
    static final int FIXED = 12;

    private static final int MAGIC = 0x5357_5243; // "SWRC"
    private static final byte VERSION = 1;
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int LONGEST_ID = 64;

    private final SecretKeySpec key;
    private final byte[] header;
    private final String keyId;

    private Seal(SecretKeySpec key, byte[] header, String keyId) {
        this.key = key;
        this.header = header;
        this.keyId = keyId;
    }

    /** A fresh key, wrapped for the master key. */
    static Seal fresh(MasterKey master, SecureRandom random) {
        var octets = new byte[KEY];
        var nonce = new byte[NONCE];
        random.nextBytes(octets);
        random.nextBytes(nonce);
        var open = open(master.id());
        var wrapped = encrypt(master.key(), nonce, open, ByteBuffer.wrap(octets));
        var header =
                ByteBuffer.allocate(open.length + NONCE + wrapped.length)
                        .put(open)
                        .put(nonce)
                        .put(wrapped)
                        .array();
        return new Seal(new SecretKeySpec(octets, "AES"), header, master.id());
    }

    /**
     * The part of a header that is not secret: magic, version, length of the key's name, octets of
     * sound in a chunk, the name.
     */
    private static byte[] open(String keyId) {
        var id = keyId.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(FIXED + id.length)
                .putInt(MAGIC)
                .put(VERSION)
                .put((byte) 0)
                .putShort((short) id.length)
                .putInt(SoundFile.SECOND)
                .put(id)
                .array();
    }

    /** Whether a file that begins so is sealed. */
    static boolean isSealed(byte[] begin) {
        return begin.length >= FIXED && ByteBuffer.wrap(begin).getInt() == MAGIC;
    }

    /**
     * How long the header is that begins so.
     *
     * @throws RecordingException when it is of a kind that we do not know
     */
    static int headerLength(byte[] begin) throws RecordingException {
        var in = ByteBuffer.wrap(begin);
        int id = in.getShort(6);
        boolean known =
                in.get(4) == VERSION
                        && in.get(5) == 0
                        && id > 0
                        && id <= LONGEST_ID
                        && in.getInt(8) == SoundFile.SECOND;
        if (!known) {
            throw new RecordingException("a sealed recording of a version that is not known");
        }
        return FIXED + id + NONCE + KEY + TAG;
    }

    /**
     * The seal of a file.
     *
     * @param header whole
     * @throws RecordingException when its master key is not there, or does not fit
     */
    static Seal of(byte[] header, KeyRing keys) throws RecordingException {
        int openLength = header.length - NONCE - KEY - TAG;
        var keyId = new String(header, FIXED, openLength - FIXED, StandardCharsets.US_ASCII);
        var master = keys.find(keyId);
        if (master == null) {
            throw new RecordingException("the master key %s is needed".formatted(keyId));
        }
        var in = ByteBuffer.wrap(header);
        var open = new byte[openLength];
        var nonce = new byte[NONCE];
        in.get(open).get(nonce);
        try {
            var octets = decrypt(master.key(), nonce, open, in);
            return new Seal(new SecretKeySpec(octets, "AES"), header, keyId);
        } catch (AEADBadTagException e) {
            throw new RecordingException("its header was changed", e);
        }
    }

    byte[] header() {
        return header.clone();
    }

    int headerLength() {
        return header.length;
    }

    String keyId() {
        return keyId;
    }

    /** A chunk of the file. */
    byte[] seal(long number, boolean last, ByteBuffer sound) {
        return encrypt(key, nonce(number), authentic(number, last), sound);
    }

    /**
     * What a chunk holds.
     *
     * @throws RecordingException when it is not what was written there
     */
    byte[] unseal(long number, boolean last, byte[] chunk) throws RecordingException {
        try {
            var in = ByteBuffer.wrap(chunk);
            return decrypt(key, nonce(number), authentic(number, last), in);
        } catch (AEADBadTagException e) {
            throw new RecordingException(
                    "second %d is damaged or was changed".formatted(number), e);
        }
    }

    private static byte[] nonce(long number) {
        return ByteBuffer.allocate(NONCE).putLong(NONCE - Long.BYTES, number).array();
    }

    private byte[] authentic(long number, boolean last) {
        return ByteBuffer.allocate(header.length + Long.BYTES + 1)
                .put(header)
                .putLong(number)
                .put((byte) (last ? 1 : 0))
                .array();
    }

    private static byte[] decrypt(
            SecretKeySpec key, byte[] nonce, byte[] authentic, ByteBuffer octets)
            throws AEADBadTagException {
        try {
            return run(Cipher.DECRYPT_MODE, key, nonce, authentic, octets);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    private static byte[] encrypt(
            SecretKeySpec key, byte[] nonce, byte[] authentic, ByteBuffer octets) {
        try {
            return run(Cipher.ENCRYPT_MODE, key, nonce, authentic, octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    private static byte[] run(
            int mode, SecretKeySpec key, byte[] nonce, byte[] authentic, ByteBuffer octets)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        cipher.updateAAD(authentic);
        var out = ByteBuffer.allocate(cipher.getOutputSize(octets.remaining()));
        cipher.doFinal(octets, out);
        return out.array();
    }
}
