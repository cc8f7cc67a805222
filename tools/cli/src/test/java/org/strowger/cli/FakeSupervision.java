package org.strowger.cli;

import java.util.List;
import org.strowger.base.CallId;
import org.strowger.control.SupervisionDoor;
import org.strowger.records.CallEvent.Supervised;

/**
 * One call that was listened to.
 *
 * @param done what was asked for
 */
record FakeSupervision(List<String> done) implements SupervisionDoor {

    @Override
    public String supervise(String call, String mode, String supervisor, String by) {
        done.add("supervise " + mode + " " + call + " " + supervisor + " " + by);
        return "ringing";
    }

    @Override
    public List<Supervised> list(String call, int limit) {
        done.add("supervisions " + call + " " + limit);
        var id = new CallId("c-1");
        return List.of(new Supervised(id, 1_000_000, "1003", "1001", "listen", "code"));
    }
}
