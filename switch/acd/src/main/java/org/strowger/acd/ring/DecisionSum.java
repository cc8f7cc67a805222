package org.strowger.acd.ring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.strowger.acd.AcdCommand;

/** The SHA-256 of decisions, reasons and states included: equal only when every one is. */
public final class DecisionSum {

    private final MessageDigest sum = sha256();
    private long count;

    /** One more, as a line of UTF-8. */
    public void add(AcdCommand command) {
        count++;
        sum.update((command + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public long count() {
        return count;
    }

    /** In hexadecimal digits; afterwards it begins anew. */
    public String digest() {
        return HexFormat.of().formatHex(sum.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
