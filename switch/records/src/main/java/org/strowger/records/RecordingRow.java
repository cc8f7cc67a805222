package org.strowger.records;

import java.util.List;
import java.util.Locale;

/**
 * What is known of one recording of a call. Times are microseconds.
 *
 * @param file its path in the folder {@code recordings} of the data folder
 * @param startMicros since the epoch
 * @param lengthMicros how long it is; 0 while it runs
 * @param pauses stretches without sound that somebody wanted, in order
 * @param keyId of the master key that opens it; empty when it is not sealed
 * @param lostPackets packets of voice that are missing in it
 * @param note why it has failed or who deleted it and why; empty for neither
 */
public record RecordingRow(
        String id,
        String file,
        State state,
        long startMicros,
        long lengthMicros,
        List<Pause> pauses,
        String keyId,
        long lostPackets,
        String note) {

    /** How it can be with a recording. */
    public enum State {
        /** It goes on. */
        RUNNING,
        /** It was ended in order. */
        COMPLETE,
        /** The switch had died; its last second or two are missing. */
        REPAIRED,
        /** The disk has refused it; it ends there. */
        FAILED,
        /** The file is gone. */
        DELETED;

        /** As it stands in the table and in JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A pause; microseconds from the recording's begin.
     *
     * @param toMicros -1 while it lasts
     */
    public record Pause(long fromMicros, long toMicros) {}

    public RecordingRow {
        pauses = List.copyOf(pauses);
    }

    /** The same, over: a pause that lasted ends where it does. */
    public RecordingRow with(State now, long length, String why) {
        var ended =
                pauses.stream()
                        .map(pause ->
                                pause.toMicros() >= 0
                                        ? pause
                                        : new Pause(
                                                pause.fromMicros(),
                                                Math.max(pause.fromMicros(), length)))
                        .toList();
        return new RecordingRow(id, file, now, startMicros, length, ended, keyId, lostPackets, why);
    }
}
