package org.strowger.media.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that opens the keys of recordings; it seals nothing else. */
public final class MasterKey {

    private static final int LONGEST_FILE = 1_024;
    private static final int ID_OCTETS = 8;
    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{64}");

    private final SecretKeySpec key;
    private final String id;

    private MasterKey(byte[] octets) {
        this.key = new SecretKeySpec(octets, "AES");
        this.id = id(octets);
    }

    /**
     * Reads a file with one line of 64 hexadecimal digits, as {@code openssl rand -hex 32} writes.
     *
     * @throws IOException when it cannot be read or holds something else; the message names the
     *     file and nothing of what it holds
     */
    public static MasterKey read(Path file) throws IOException {
        if (Files.size(file) > LONGEST_FILE) {
            throw new RecordingException(file + " is no master key: it is too long");
        }
        var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
        if (!FORM.matcher(text).matches()) {
            throw new RecordingException(
                    file + " is no master key: 64 hexadecimal digits are expected");
        }
        return new MasterKey(HexFormat.of().parseHex(text));
    }

    /** By what it is known: 16 hexadecimal digits that tell nothing of the key. */
    public String id() {
        return id;
    }

    SecretKeySpec key() {
        return key;
    }

    /** A value that only the key gives, and that gives nothing of it away. */
    private static String id(byte[] octets) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(octets, "HmacSHA256"));
            var digest = mac.doFinal("strowger master key".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, ID_OCTETS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "master key " + id;
    }
}
