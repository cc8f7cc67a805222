package org.strowger.server;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.call.RecordingAnswer;
import org.strowger.control.RecordingDoor;
import org.strowger.ivr.RecordingChange;
import org.strowger.records.CallEvent.Recorded;

/**
 * Recordings as the control door sees them: who asks is noted first.
 *
 * @param calls does something to a call's recording, and waits for the answer
 */
record NotedRecordings(
        BiFunction<String, RecordingChange, RecordingAnswer> calls,
        RecordingArchive archive,
        RecordingAccess access)
        implements RecordingDoor {

    private static final Logger LOG = LoggerFactory.getLogger(NotedRecordings.class);
    private static final List<String> READING = List.of("export", "play");

    @Override
    public String change(String call, String change, String by) throws IOException {
        var wanted =
                Arrays.stream(RecordingChange.values())
                        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(change))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "start, pause, resume or stop is expected"));
        noteChange(call, wanted, by);
        return switch (calls.apply(call, wanted)) {
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case STOPPED -> "stopped";
            case NO_CALL -> throw new IllegalArgumentException("there is no call " + call);
            case NOT_ALLOWED ->
                    throw new IllegalArgumentException("this call must not be recorded");
            case NOT_RECORDED -> throw new IllegalArgumentException("the call is not recorded");
            case NO_ROOM ->
                    throw new IllegalArgumentException(
                            "nothing more can be recorded: see recordings in strowger.yaml");
        };
    }

    /** A card number must not be recorded because a disk is full. */
    private void noteChange(String call, RecordingChange change, String by) throws IOException {
        try {
            access.noteCall(change.name().toLowerCase(Locale.ROOT), call, by);
        } catch (IOException e) {
            if (change != RecordingChange.PAUSE) {
                throw e;
            }
            LOG.error("that {} has paused the recording of {} cannot be noted", by, call, e);
        }
    }

    @Override
    public List<Recorded> list(String call, int limit, String by) throws IOException {
        access.noteCall("list", call, by);
        return archive.rows().recordings(call, limit);
    }

    @Override
    public Optional<Recorded> find(String id) {
        return archive.rows().recording(id);
    }

    @Override
    public void note(String action, String id, String by, String how) throws IOException {
        if (!READING.contains(action)) {
            throw new IllegalArgumentException("export or play is expected");
        }
        if (find(id).isEmpty()) {
            throw new IllegalArgumentException("there is no recording " + id);
        }
        access.note(action, id, by, how);
    }

    @Override
    public void delete(String id, String by, String reason) throws IOException {
        archive.delete(id, by, reason);
    }
}
