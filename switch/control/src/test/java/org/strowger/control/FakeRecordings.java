package org.strowger.control;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.strowger.base.CallId;
import org.strowger.records.CallEvent.Recorded;
import org.strowger.records.RecordingRow;

/**
 * One recording, and a log of accesses that a user called full cannot write.
 *
 * @param changes what was asked for
 */
record FakeRecordings(List<String> changes) implements RecordingDoor {

    private void note(String what, String by) throws IOException {
        if (by.equals("full")) {
            throw new IOException("No space left on device");
        }
        changes.add(what + " by " + by);
    }

    @Override
    public String change(String call, String change, String by) throws IOException {
        note(call + " " + change, by);
        if (!call.equals("1-2-3")) {
            throw new IllegalArgumentException("there is no call " + call);
        }
        return "running";
    }

    @Override
    public List<Recorded> list(String call, int limit, String by) throws IOException {
        note("list " + call + " " + limit, by);
        return List.of(told());
    }

    private static Recorded told() {
        var row =
                new RecordingRow(
                        "1-2-3-r1",
                        "2026-01-02/1-2-3-r1.swr",
                        RecordingRow.State.COMPLETE,
                        1_767_323_045_678_000L,
                        2_500_000,
                        List.of(
                                new RecordingRow.Pause(1_000_000, 1_500_000),
                                new RecordingRow.Pause(2_000_000, -1)),
                        "00ff",
                        3,
                        "");
        return new Recorded(new CallId("1-2-3"), 1_767_323_045_678_000L, row);
    }

    @Override
    public Optional<Recorded> find(String id) {
        return id.equals("1-2-3-r1") ? Optional.of(told()) : Optional.empty();
    }

    private void check(String id) {
        if (find(id).isEmpty()) {
            throw new IllegalArgumentException("there is no recording " + id);
        }
    }

    @Override
    public void note(String action, String id, String by, String how) throws IOException {
        check(id);
        note(action + " " + id + " " + how, by);
    }

    @Override
    public void delete(String id, String by, String reason) throws IOException {
        check(id);
        note("delete " + id + " " + reason, by);
    }
}
