package org.strowger.server.conf;

import java.nio.file.Path;
import java.util.List;
import org.strowger.media.recording.KeyRing;
import org.strowger.media.recording.MasterKey;

/**
 * What recordings may use.
 *
 * @param most at one time
 * @param leastFreeOctets on their disk: with less, recordings end and none begins
 * @param keys the first one seals, all of them open; empty: nothing is sealed
 */
public record RecordingConf(int most, long leastFreeOctets, List<KeyFile> keys) {

    static final int MOST = 500;
    static final int LEAST_FREE_MIB = 512;

    /** Where nothing is said of them. */
    public static final RecordingConf DEFAULT =
            new RecordingConf(MOST, (long) LEAST_FREE_MIB << 20, List.of());

    /**
     * A master key.
     *
     * @param where it is named: {@code file:line:column}
     */
    public record KeyFile(Path path, MasterKey key, String where) {}

    public RecordingConf {
        keys = List.copyOf(keys);
    }

    /** The keys alone. */
    public KeyRing ring() {
        return new KeyRing(keys.stream().map(KeyFile::key).toList());
    }
}
