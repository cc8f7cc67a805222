package org.strowger.sip.registrar;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody who may register.
 *
 * @param algorithms offered in this order, the preferred one first; never empty
 * @param ha1 hash of {@code name:realm:password} for each of them; as good as the password, so it
 *     is in no log
 * @param checkSeconds from one OPTIONS to the next, for each of the user's contacts; 0 for none
 */
public record SipUser(
        String name,
        List<DigestAlgorithm> algorithms,
        Map<DigestAlgorithm, String> ha1,
        int checkSeconds) {

    public SipUser {
        algorithms = List.copyOf(algorithms);
        ha1 = Map.copyOf(ha1);
        if (algorithms.isEmpty() || !ha1.keySet().containsAll(algorithms)) {
            throw new IllegalArgumentException(
                    "user %s needs a hash for each of %s".formatted(name, algorithms));
        }
    }

    /** Hashes the password; the password itself is not kept. */
    public static SipUser withPassword(
            String name, String realm, List<DigestAlgorithm> algorithms, String password) {
        var ha1 = new EnumMap<DigestAlgorithm, String>(DigestAlgorithm.class);
        for (var algorithm : algorithms) {
            ha1.put(algorithm, algorithm.hash(name + ':' + realm + ':' + password));
        }
        return new SipUser(name, algorithms, ha1, 0);
    }

    /** The same, whose contacts are checked that often. */
    public SipUser checkedEvery(int seconds) {
        return new SipUser(name, algorithms, ha1, seconds);
    }

    @Override
    public String toString() {
        return "SipUser[" + name + ' ' + algorithms + ']';
    }
}
