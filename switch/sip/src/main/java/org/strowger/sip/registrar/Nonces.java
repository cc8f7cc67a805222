package org.strowger.sip.registrar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.strowger.base.Entropy;

/**
 * Nonces that need no memory until they are used: {@code time-random-mac}, signed with a key of
 * this process and good for the address that asked (RFC 7616, section 3.3). Who has one so reads
 * what is sent to that address: what he does with it is nobody else's doing.
 *
 * <p>Only the count of a nonce that was used with a right password is kept, and of those a limited
 * number: when the table is full the oldest goes, and with it every unused nonce as old as it was,
 * so that what was forgotten cannot be replayed.
 */
final class Nonces {

    /** How long a nonce is good for. */
    static final long LIFETIME_MICROS = 300_000_000;

    private static final int MAC_OCTETS = 16;

    private final Entropy entropy;
    private final int limit;
    private final Mac mac;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private long forgottenUpTo = Long.MIN_VALUE;

    /**
     * @param limit most nonces whose counts are kept
     */
    Nonces(Entropy entropy, int limit) {
        this.entropy = entropy;
        this.limit = limit;
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(entropy.hex(32).getBytes(UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    /**
     * A new one.
     *
     * @param source the address that asks
     */
    String next(String source, long nowMicros) {
        var signed = Long.toHexString(nowMicros) + '-' + entropy.hex(8);
        return signed + '-' + sign(signed, source);
    }

    /** Whether it is one of ours for that address, and not too old. */
    boolean isGood(String nonce, String source, long nowMicros) {
        int last = nonce.lastIndexOf('-');
        int first = nonce.indexOf('-');
        if (first <= 0 || first == last || first > 16) {
            return false;
        }
        var expected = sign(nonce.substring(0, last), source).getBytes(UTF_8);
        if (!MessageDigest.isEqual(expected, nonce.substring(last + 1).getBytes(UTF_8))) {
            return false;
        }
        long issued = issuedAt(nonce);
        return issued <= nowMicros && nowMicros - issued <= LIFETIME_MICROS;
    }

    /**
     * Takes a use of a good nonce whose digest was right.
     *
     * @param count its nc; must grow from use to use
     * @return false when it was used with that count before, or was forgotten
     */
    boolean use(String nonce, long count, long nowMicros) {
        long issued = issuedAt(nonce);
        var last = counts.get(nonce);
        if (last == null ? issued <= forgottenUpTo : count <= last) {
            return false;
        }
        counts.put(nonce, count);
        forgetOld(nowMicros);
        return true;
    }

    /** How many counts are kept. */
    int size() {
        return counts.size();
    }

    private void forgetOld(long nowMicros) {
        while (!counts.isEmpty()) {
            var oldest = counts.keySet().iterator().next();
            long issued = issuedAt(oldest);
            boolean expired = nowMicros - issued > LIFETIME_MICROS;
            if (!expired && counts.size() <= limit) {
                return;
            }
            if (!expired) {
                forgottenUpTo = Math.max(forgottenUpTo, issued);
            }
            counts.remove(oldest);
        }
    }

    /** When we made this nonce of ours. */
    private static long issuedAt(String nonce) {
        return Long.parseLong(nonce, 0, nonce.indexOf('-'), 16);
    }

    private String sign(String text, String source) {
        var whole = mac.doFinal((text + ' ' + source).getBytes(UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(whole, MAC_OCTETS));
    }
}
