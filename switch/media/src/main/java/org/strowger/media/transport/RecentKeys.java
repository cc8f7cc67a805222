package org.strowger.media.transport;

import java.util.LinkedHashMap;
import java.util.function.Function;
import org.strowger.media.srtp.SrtpKey;

/**
 * What was made for each of the last few keys of one direction. A key that comes back goes on where
 * it was: an index of ours used twice could be read without the key (RFC 3711, section 9.1).
 */
final class RecentKeys<T> {

    private final int most;
    private final LinkedHashMap<SrtpKey, T> kept;

    /** Of more than so many the one is forgotten that was not used for the longest time. */
    RecentKeys(int most) {
        this.most = most;
        this.kept = new LinkedHashMap<>(2 * most, 0.75f, true);
    }

    /** What that key has, made if it is new. */
    T of(SrtpKey key, Function<SrtpKey, T> make) {
        var known = kept.computeIfAbsent(key, make);
        if (kept.size() > most) {
            kept.pollFirstEntry();
        }
        return known;
    }
}
