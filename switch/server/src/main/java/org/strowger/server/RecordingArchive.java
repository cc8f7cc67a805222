package org.strowger.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.Clock;
import org.strowger.media.recording.KeyRing;
import org.strowger.media.recording.RecordingEntry;
import org.strowger.media.recording.RecordingRepair;
import org.strowger.records.CallEvent;
import org.strowger.records.CallEvent.Recorded;
import org.strowger.records.RecordingReader;
import org.strowger.records.RecordingRow;
import org.strowger.records.RecordingRow.State;

/**
 * The files of recordings and what the records say of them, kept in step: told when one changes,
 * mended after a crash, deleted.
 */
public final class RecordingArchive {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingArchive.class);

    private final Path data;
    private final RecordingReader rows;
    private final Consumer<CallEvent> records;
    private final Clock clock;
    private final RecordingAccess access;

    /**
     * That of a switch.
     *
     * @param data its data folder
     * @param access where it is noted who deletes one
     * @param records where it is written down what has become of one
     */
    public RecordingArchive(
            Path data,
            RecordingAccess access,
            RecordingReader rows,
            Consumer<CallEvent> records,
            Clock clock) {
        this.data = data;
        this.access = access;
        this.rows = rows;
        this.records = records;
        this.clock = clock;
    }

    /** What the recorder tells, as the records want it. */
    void changed(RecordingEntry entry) {
        var pauses =
                entry.pauses().stream()
                        .map(pause -> new RecordingRow.Pause(pause.fromMicros(), pause.toMicros()))
                        .toList();
        var row =
                new RecordingRow(
                        entry.id(),
                        entry.file(),
                        State.valueOf(entry.state().name()),
                        entry.startMicros(),
                        entry.lengthMicros(),
                        pauses,
                        entry.keyId(),
                        entry.lostPackets(),
                        entry.problem());
        records.accept(new Recorded(entry.call(), entry.changedMicros(), row));
    }

    /**
     * Mends what the last run has left running: with every call it was cut off by a failure. What
     * cannot be mended has failed, and says why. Its file stays: whoever reads it takes what is
     * there, once the key is back or the disk well again, and it can be deleted.
     */
    void mend(KeyRing keys) {
        for (var cut : rows.runningRecordings()) {
            var row = cut.recording();
            try {
                long length = RecordingRepair.mend(file(row), keys);
                tell(cut, row.with(State.REPAIRED, length, "the switch failed"));
                LOG.warn("the recording {} was cut off by a failure and is mended", row.id());
            } catch (IOException e) {
                LOG.error("the recording {}, cut off by a failure, cannot be mended", row.id(), e);
                var why = Files.notExists(file(row)) ? "there is no file" : String.valueOf(e);
                tell(cut, row.with(State.FAILED, 0, "the switch failed; " + why));
            }
        }
    }

    /** What is written down of them. */
    RecordingReader rows() {
        return rows;
    }

    /** Where a recording lies. */
    public Path file(RecordingRow row) {
        return RecordingAccess.folder(data).resolve(row.file());
    }

    /**
     * Deletes a recording, and notes who did it and why.
     *
     * @throws IllegalArgumentException when there is none of that name, or it still runs
     * @throws IOException when it cannot be noted or deleted
     */
    public void delete(String id, String by, String reason) throws IOException {
        var told =
                rows.recording(id)
                        .orElseThrow(
                                () -> new IllegalArgumentException("there is no recording " + id));
        var row = told.recording();
        if (List.of(State.RUNNING, State.DELETED).contains(row.state())) {
            throw new IllegalArgumentException(
                    "the recording %s is %s".formatted(id, row.state().text()));
        }
        access.note("delete", id, by, reason);
        Files.deleteIfExists(file(row));
        tell(told, row.with(State.DELETED, row.lengthMicros(), by + ": " + reason));
    }

    private void tell(Recorded before, RecordingRow now) {
        long at = Math.max(clock.nowMicros(), before.atMicros() + 1);
        records.accept(new Recorded(before.call(), at, now));
    }
}
