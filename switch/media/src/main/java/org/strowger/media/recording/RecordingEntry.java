package org.strowger.media.recording;

import java.util.List;
import org.strowger.base.CallId;

/**
 * What is known of a recording, for whoever keeps the list of them.
 *
 * @param file its path in the folder of recordings
 * @param startMicros epoch microseconds
 * @param lengthMicros how long it is; of one that runs, 0
 * @param keyId of the master key that opens it; empty when it is not sealed
 * @param lostPackets packets of voice that are missing in it, because the writer was behind or they
 *     came too late
 * @param problem why it has failed; empty when it has not
 * @param changedMicros when this was so, epoch microseconds; of two entries of a recording the
 *     later counts
 */
public record RecordingEntry(
        String id,
        CallId call,
        String file,
        State state,
        long startMicros,
        long lengthMicros,
        List<Pause> pauses,
        String keyId,
        long lostPackets,
        String problem,
        long changedMicros) {

    /** How a recording can be. */
    public enum State {
        RUNNING,
        COMPLETE,
        FAILED
    }

    /**
     * A stretch without sound, because somebody wanted it so; microseconds from the begin.
     *
     * @param toMicros -1 while it lasts
     */
    public record Pause(long fromMicros, long toMicros) {}

    public RecordingEntry {
        pauses = List.copyOf(pauses);
    }
}
