package org.strowger.harness.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.strowger.harness.load.conservation.Recorded;
import org.strowger.harness.process.ControlDoor;

/** All records of a switch, read from its door in pages that neither side minds. */
final class RecordPages {

    private static final int PAGE = 20_000;

    private RecordPages() {}

    /**
     * Newest first.
     *
     * @param known ids that are left out, and where the reading ends
     */
    static List<Recorded> read(ControlDoor door, Set<String> known) {
        var all = new ArrayList<Recorded>();
        var ids = new HashSet<String>();
        var until = "";
        boolean more = true;
        while (more) {
            long oldest = Long.MAX_VALUE;
            int fresh = 0;
            int read = 0;
            for (var json : door.get("/api/v1/cdr?limit=" + PAGE + until)) {
                var one = Recorded.of(json);
                read++;
                oldest = Math.min(oldest, one.startMillis());
                if (!known.contains(one.id()) && ids.add(one.id())) {
                    all.add(one);
                    fresh++;
                }
            }
            // One millisecond more, as the door cuts off what is smaller.
            until = "&until=" + Instant.ofEpochMilli(oldest == Long.MAX_VALUE ? 0 : oldest + 1);
            more = read == PAGE && fresh > 0;
        }
        return all;
    }
}
