package org.strowger.harness.city;

import org.strowger.harness.city.CitySettings.Faults;

/** Plans what goes wrong today, and lets it happen. */
final class Trouble {

    private static final long SETTLING = 2 * Street.SECOND;
    private static final long MIB = 1 << 20;

    private final Agenda agenda;
    private final Chance chance;
    private final CityDisk disk;
    private final Trace trace;
    private long diskWellFrom;

    Trouble(Agenda agenda, Chance chance, CityDisk disk, Trace trace) {
        this.agenda = agenda;
        this.chance = chance;
        this.disk = disk;
        this.trace = trace;
    }

    /**
     * Plans it.
     *
     * @param crash ends the switch's life
     */
    void plan(Faults faults, long dayMicros, Network network, Runnable crash) {
        times(
                faults.partitions(),
                dayMicros,
                () -> network.cut(chance.between(1, 8) * Street.SECOND));
        times(faults.slowDisks(), dayMicros, this::slowDisk);
        times(faults.fullDisks(), dayMicros, this::fullDisk);
        times(
                faults.crashes(),
                dayMicros,
                () -> {
                    if (chance.percent(30)) {
                        disk.losePowerAfter((int) chance.between(0, 2_000)); // In a write.
                        agenda.after(10 * Street.SECOND, crash);
                    } else {
                        crash.run();
                    }
                });
    }

    private void times(int count, long dayMicros, Runnable act) {
        for (int i = 0; i < count; i++) {
            agenda.after(chance.between(dayMicros / 20, dayMicros), act);
        }
    }

    private void slowDisk() {
        long micros = chance.between(200_000, 3_000_000);
        trace.say("disk: slow, a write takes us", micros);
        disk.latencyMicros(micros);
        until(micros, () -> disk.latencyMicros(0));
    }

    private void fullDisk() {
        int how = chance.below(4);
        trace.say("disk: full, nearly and then full, failing or fsync fails", how);
        switch (how) {
            case 0 -> leave(chance.between(0, 5_000));
            case 1 -> nearlyFull();
            case 2 -> disk.failing(true);
            default -> disk.failFsyncs((int) chance.between(1, 5));
        }
        until(0, this::wellAgain);
    }

    /** Enough for an alarm only; then for the calls that exist, or for nothing. */
    private void nearlyFull() {
        var limits = RecordsTwin.LIMITS;
        leave(chance.between(limits.refuseFreeOctets() + MIB, limits.alarmFreeOctets() - MIB));
        agenda.after(
                chance.between(5, 60) * Street.SECOND,
                () -> {
                    boolean some = chance.percent(50);
                    leave(chance.between(0, some ? limits.refuseFreeOctets() - MIB : 5_000));
                    until(0, this::wellAgain);
                });
    }

    /** From now on only so many octets more find room; {@link Long#MAX_VALUE} for any number. */
    void leave(long octets) {
        trace.say("disk: octets left", octets);
        disk.capacity(octets == Long.MAX_VALUE ? octets : disk.used() + octets);
    }

    /** Room without an end, and no failures. */
    void wellAgain() {
        disk.capacity(Long.MAX_VALUE);
        disk.failing(false);
        disk.failFsyncs(0);
    }

    private void until(long slack, Runnable well) {
        long length = chance.between(5, 60) * Street.SECOND;
        diskWellFrom = Math.max(diskWellFrom, agenda.nowMicros() + length + slack + SETTLING);
        agenda.after(
                length,
                () -> {
                    trace.say("disk", "well again");
                    well.run();
                });
    }

    /** Whether the disk has worked for a while. */
    boolean diskIsWell() {
        return agenda.nowMicros() >= diskWellFrom;
    }
}
