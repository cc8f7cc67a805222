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
 * left out or cut off at the end are found out. The header says which recording it is, so a file
 * that was put in another one's place is, too; version 1, which is still read, did not say it.
 */
final class Seal {

    /** Octets that a chunk is longer than what it holds. */
    static final int TAG = 16;

    /** Octets of a chunk that is not the last. */
    static final int CHUNK = SoundFile.SECOND + TAG;

    /** Octets of a header up to the key's name. */
    static final int FIXED = 12;

    private static final int MAGIC = 0x5357_5243; // "SWRC"
    private static final byte NAMELESS = 1;
    private static final byte VERSION = 2;
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_RECORDING = 255;

    private final SecretKeySpec key;
    private final byte[] header;
    private final String recording;

    private Seal(SecretKeySpec key, byte[] header, String recording) {
        this.key = key;
        this.header = header;
        this.recording = recording;
    }

    /**
     * A fresh key, wrapped for the master key.
     *
     * @param recording which it is: 1 to 255 octets of UTF-8
     */
    static Seal fresh(MasterKey master, String recording, SecureRandom random) {
        var octets = new byte[KEY];
        var nonce = new byte[NONCE];
        random.nextBytes(octets);
        random.nextBytes(nonce);
        var open = open(master.id(), recording);
        var wrapped = encrypt(master.key(), nonce, open, ByteBuffer.wrap(octets));
        var header =
                ByteBuffer.allocate(open.length + NONCE + wrapped.length)
                        .put(open)
                        .put(nonce)
                        .put(wrapped)
                        .array();
        return new Seal(new SecretKeySpec(octets, "AES"), header, recording);
    }

    /**
     * The part of a header that is not secret: magic, version, lengths of the recording's and the
     * key's name, octets of sound in a chunk, the names.
     */
    private static byte[] open(String keyId, String recording) {
        var id = keyId.getBytes(StandardCharsets.US_ASCII);
        var name = recording.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > LONGEST_RECORDING) {
            throw new IllegalArgumentException("no name for a recording: " + recording);
        }
        return ByteBuffer.allocate(FIXED + id.length + name.length)
                .putInt(MAGIC)
                .put(VERSION)
                .put((byte) name.length)
                .putShort((short) id.length)
                .putInt(SoundFile.SECOND)
                .put(id)
                .put(name)
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
        int name = nameLength(in);
        boolean known =
                in.get(4) == (name == 0 ? NAMELESS : VERSION)
                        && id > 0
                        && id <= LONGEST_ID
                        && in.getInt(8) == SoundFile.SECOND;
        if (!known) {
            throw new RecordingException("a sealed recording of a version that is not known");
        }
        return FIXED + id + name + NONCE + KEY + TAG;
    }

    /** Of the recording's name. */
    private static int nameLength(ByteBuffer header) {
        return Byte.toUnsignedInt(header.get(5));
    }

    /**
     * The seal of a file.
     *
     * @param header whole
     * @throws RecordingException when its master key is not there, or does not fit
     */
    static Seal of(byte[] header, KeyRing keys) throws RecordingException {
        int openLength = header.length - NONCE - KEY - TAG;
        var in = ByteBuffer.wrap(header);
        int name = nameLength(in);
        int keyLength = openLength - name - FIXED;
        var keyId = new String(header, FIXED, keyLength, StandardCharsets.US_ASCII);
        var master = keys.find(keyId);
        if (master == null) {
            throw new RecordingException("the master key %s is needed".formatted(keyId));
        }
        var recording = new String(header, FIXED + keyLength, name, StandardCharsets.UTF_8);
        var open = new byte[openLength];
        var nonce = new byte[NONCE];
        in.get(open).get(nonce);
        try {
            var octets = decrypt(master.key(), nonce, open, in);
            return new Seal(new SecretKeySpec(octets, "AES"), header, recording);
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

    /** Which recording the file is; empty when it does not say. */
    String recording() {
        return recording;
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
