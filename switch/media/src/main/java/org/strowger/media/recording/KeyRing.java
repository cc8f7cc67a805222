package org.strowger.media.recording;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The master keys that there are.
 *
 * @param keys the first one seals what is new, all of them open what is old; empty when recordings
 *     are not sealed
 */
public record KeyRing(List<MasterKey> keys) {

    /** Nothing is sealed, and nothing sealed can be opened. */
    public static final KeyRing EMPTY = new KeyRing(List.of());

    public KeyRing {
        keys = List.copyOf(keys);
    }

    /** What new recordings are sealed with; null when they are not. */
    @Nullable MasterKey sealing() {
        return keys.isEmpty() ? null : keys.getFirst();
    }

    /** The key of that name; null when it is none of ours. */
    @Nullable MasterKey find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst().orElse(null);
    }
}
