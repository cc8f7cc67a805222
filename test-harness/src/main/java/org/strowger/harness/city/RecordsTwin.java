package org.strowger.harness.city;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.strowger.records.CallEvent;
import org.strowger.records.RecordSink;
import org.strowger.records.SpoolLimits;
import org.strowger.records.SteppedRecords;

/**
 * The spool's and the loader's threads without threads: their steps, at the times at which the
 * threads would make them, on a disk that is as slow as it is just now.
 */
final class RecordsTwin implements RecordSink {

    private static final long MIB = 1 << 20;
    private static final long GATHER = 25_000;
    private static final long RETRY = 100_000;
    private static final long IDLE = Street.SECOND;
    private static final long LOAD = 200_000;
    private static final long IDLE_LOAD = 10 * Street.SECOND;

    /** As the switch's own, but for a smaller disk. */
    static final SpoolLimits LIMITS =
            new SpoolLimits(65_536, 4 * MIB, 600, 256 * MIB, 64 * MIB, 8 * MIB);

    private final Agenda agenda;
    private final CityDisk disk;
    private final SteppedRecords records;
    private final Runnable powerFailed;
    private final Queue<Long> notDurable = new ArrayDeque<>();
    private boolean idle = true;
    private Agenda.@Nullable Entry write;
    private boolean dead;
    private long loadAt;

    /**
     * @param powerFailed told when the disk lost its power in the middle of a write
     */
    RecordsTwin(Agenda agenda, CityDisk disk, CityStore store, Runnable powerFailed)
            throws IOException {
        this.agenda = agenda;
        this.disk = disk;
        this.powerFailed = powerFailed;
        this.records = SteppedRecords.open(disk, store, agenda::nowMicros, LIMITS);
        writeIn(GATHER);
        loadIn(LOAD);
    }

    @Override
    public void append(CallEvent event) {
        records.sink().append(event);
        notDurable.add(agenda.nowMicros());
        if (idle) {
            idle = false;
            writeIn(GATHER + disk.latencyMicros());
        }
        if (loadAt > agenda.nowMicros() + LOAD) {
            loadIn(LOAD);
        }
    }

    @Override
    public boolean acceptsNewCalls() {
        return records.sink().acceptsNewCalls();
    }

    private void writeIn(long micros) {
        if (write != null) {
            write.cancel();
        }
        write = agenda.after(micros, this::write);
    }

    private void write() {
        if (dead) {
            return;
        }
        try {
            boolean written = records.write();
            boolean all = records.queued() == 0;
            if (written && all) {
                notDurable.clear(); // What was appended is in the group that was just written.
            }
            idle = written ? all : notDurable.isEmpty();
            writeIn(idle ? IDLE : written ? GATHER + disk.latencyMicros() : RETRY);
        } catch (PowerFailure e) {
            powerFailed.run();
        }
    }

    private void loadIn(long micros) {
        long at = agenda.nowMicros() + micros;
        loadAt = at;
        agenda.at(
                at,
                () -> {
                    if (!dead && loadAt == at) {
                        load();
                    }
                });
    }

    private void load() {
        boolean nothingNew = notDurable.isEmpty();
        try {
            records.load();
        } catch (IOException e) {
            nothingNew = false; // Tried again, as the thread does.
        } catch (PowerFailure e) {
            powerFailed.run();
            return;
        }
        loadIn(nothingNew ? IDLE_LOAD : LOAD);
    }

    /** Everything appended before this time survives. */
    long durableUpTo() {
        var oldest = notDurable.peek();
        return oldest == null ? agenda.nowMicros() : oldest - 1;
    }

    /** Events that would be lost now. */
    int pending() {
        return notDurable.size();
    }

    /** Whether there is an alarm for want of space. */
    boolean alarm() {
        return flag("spool.space.alarm");
    }

    /** Whether new calls are refused for want of space. */
    boolean refusing() {
        return flag("spool.space.refusing");
    }

    private boolean flag(String name) {
        return records.counters().getOrDefault(name, 0L) != 0;
    }

    void die() {
        dead = true;
    }

    /** All that is left, at the end of the day. */
    void settle() throws IOException {
        while (records.write()) {
            // Until all is written.
        }
        records.loadAndSettle();
        notDurable.clear();
    }
}
