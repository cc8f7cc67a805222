package org.strowger.media.recording;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the recorder did since the start. Written by several threads, read by anybody. */
public final class RecordingCounters {

    final AtomicLong running = new AtomicLong();
    final AtomicLong begun = new AtomicLong();
    final AtomicLong complete = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong notQueued = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    final AtomicLong defects = new AtomicLong();
    volatile boolean spaceAlarm;

    RecordingCounters() {}

    /**
     * All by name: running (recordings now), spaceAlarm (1 while the disk has too little space),
     * begun, complete, failed, refused (there was no room for one more), notQueued (packets for
     * which the writer was too slow), lost (packets missing in recordings that have ended), defects
     * (mistakes of ours).
     */
    public SortedMap<String, Long> snapshot() {
        var all = new TreeMap<String, Long>();
        all.put("running", running.get());
        all.put("spaceAlarm", spaceAlarm ? 1L : 0L);
        all.put("begun", begun.get());
        all.put("complete", complete.get());
        all.put("failed", failed.get());
        all.put("refused", refused.get());
        all.put("notQueued", notQueued.get());
        all.put("lost", lost.get());
        all.put("defects", defects.get());
        return Collections.unmodifiableSortedMap(all);
    }
}
