package org.strowger.cli;

import java.util.List;
import java.util.Optional;
import org.strowger.base.CallId;
import org.strowger.control.RecordingDoor;
import org.strowger.records.CallEvent.Recorded;
import org.strowger.records.RecordingRow;

/** A switch with the recording c-2-r1; what is asked of it is written down. */
record FakeRecordings(List<String> done) implements RecordingDoor {

    @Override
    public String change(String call, String change, String by) {
        done.add("record " + change + " " + call + " " + by);
        return "paused";
    }

    @Override
    public List<Recorded> list(String call, int limit, String by) {
        done.add("recordings " + call + " " + limit + " " + by);
        return List.of();
    }

    @Override
    public Optional<Recorded> find(String id) {
        var row =
                new RecordingRow(
                        "c-2-r1",
                        "2027-01-15/c-2-r1.wav",
                        RecordingRow.State.COMPLETE,
                        0,
                        2_000_000,
                        List.of(),
                        "",
                        0,
                        "");
        return id.equals("c-2-r1")
                ? Optional.of(new Recorded(new CallId("c-2"), 0, row))
                : Optional.empty();
    }

    @Override
    public void note(String action, String id, String by, String how) {
        done.add(action + " " + id + " " + by + " " + how);
    }

    @Override
    public void delete(String id, String by, String reason) {
        done.add("delete " + id + " " + by + " " + reason);
    }
}
