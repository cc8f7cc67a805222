package org.strowger.harness.city;

import java.util.function.BooleanSupplier;
import org.strowger.records.SpoolLimits;

/**
 * What the switch promises while its disk runs full, judged by the disk itself: an alarm while it
 * is nearly full, no new call while it is fuller than that, and the end of both by itself.
 */
final class SpaceWatch {

    /** It looks once a second, when a write lets it; a slow write takes three. */
    private static final long NOTICED = 5 * Street.SECOND;

    /** How much room there is. */
    enum Room {
        PLENTY,
        /** Too little, so that there is an alarm. */
        LOW,
        /** With the reserve or without it: both may be. */
        BETWEEN,
        /** So little that no new call may begin. */
        FULL
    }

    private final Agenda agenda;
    private final CityDisk disk;
    private final SpoolLimits limits;
    private final BooleanSupplier works;
    private final Truth.Complaints complaints;
    private Room room = Room.PLENTY;
    private long sinceMicros;

    /**
     * @param works whether the disk does what it is told, but for want of space
     */
    SpaceWatch(
            Agenda agenda,
            CityDisk disk,
            SpoolLimits limits,
            BooleanSupplier works,
            Truth.Complaints complaints) {
        this.agenda = agenda;
        this.disk = disk;
        this.limits = limits;
        this.works = works;
        this.complaints = complaints;
        begin();
    }

    /** The switch begins, and has seen nothing yet. */
    void begin() {
        sinceMicros = agenda.nowMicros();
        room = room();
    }

    /** After each step. */
    void look() {
        var now = room();
        if (now != room) {
            room = now;
            sinceMicros = agenda.nowMicros();
        }
    }

    /** The switch took a call. */
    void taken(String caller) {
        if (isKnown() && room == Room.FULL) {
            complaints.raise("took the call of %s though %s".formatted(caller, this));
        }
    }

    /** The switch refused a call because of its records. */
    void refused(String caller) {
        if (isKnown() && works.getAsBoolean() && (room == Room.PLENTY || room == Room.LOW)) {
            complaints.raise("refused the call of %s though %s".formatted(caller, this));
        }
    }

    /** The switch says whether there is an alarm. */
    void alarm(boolean on) {
        if (isKnown() && room != Room.PLENTY && !on) {
            complaints.raise("has no alarm though " + this);
        }
        if (isKnown() && works.getAsBoolean() && room == Room.PLENTY && on) {
            complaints.raise("has an alarm though " + this);
        }
    }

    private boolean isKnown() {
        look();
        return agenda.nowMicros() - sinceMicros > NOTICED;
    }

    private Room room() {
        long left = disk.left();
        if (left < limits.refuseFreeOctets()) {
            return Room.FULL;
        }
        if (left < limits.refuseFreeOctets() + 2 * limits.reserveOctets()) {
            return Room.BETWEEN;
        }
        return left < limits.alarmFreeOctets() ? Room.LOW : Room.PLENTY;
    }

    @Override
    public String toString() {
        return "%d octets are left on the disk, %s for %d ms"
                .formatted(disk.left(), room, (agenda.nowMicros() - sinceMicros) / 1_000);
    }
}
