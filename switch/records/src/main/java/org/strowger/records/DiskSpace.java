package org.strowger.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.Clock;

/**
 * Watches the space on the disk and holds the reserve, a file of zeros that is given back to the
 * disk when a record found no place. Owned by the thread that writes the spool.
 */
final class DiskSpace {

    static final String RESERVE = "reserve";

    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);
    private static final long CHECK_EVERY_MICROS = TimeUnit.SECONDS.toMicros(1);
    private static final int PIECE_OCTETS = 1 << 16;

    private final Disk disk;
    private final Clock clock;
    private final SpoolLimits limits;
    private long checkAtMicros = Long.MIN_VALUE;
    private volatile boolean alarm;
    private volatile boolean refusing;
    private volatile boolean reserveHeld;
    private volatile long alarms;

    DiskSpace(Disk disk, Clock clock, SpoolLimits limits) {
        this.disk = disk;
        this.clock = clock;
        this.limits = limits;
    }

    boolean alarm() {
        return alarm;
    }

    boolean refusing() {
        return refusing;
    }

    boolean reserveHeld() {
        return reserveHeld;
    }

    long alarms() {
        return alarms;
    }

    /** Looks at the disk, at most once a second. */
    void check() {
        long now = clock.nowMicros();
        if (now < checkAtMicros) {
            return;
        }
        checkAtMicros = now + CHECK_EVERY_MICROS;
        try {
            judge(disk.freeOctets());
        } catch (IOException e) {
            raise(true, "the space on the disk cannot be read: " + e);
        }
    }

    /** A record found no place; when that is for want of space, the reserve is for it. */
    void writeFailed() {
        try {
            if (!reserveHeld || disk.freeOctets() >= limits.alarmFreeOctets()) {
                return; // Nothing to give, or not the reason.
            }
            refusing = true;
            disk.delete(RESERVE);
            reserveHeld = false;
            checkAtMicros = clock.nowMicros() + CHECK_EVERY_MICROS;
            LOG.error(
                    "the spool's disk is full: its reserve of {} octets is in use for the calls that"
                            + " exist",
                    limits.reserveOctets());
        } catch (IOException e) {
            LOG.error("the reserve could not be given back to the disk", e);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
    private void raise(boolean on, String text) {
        if (on && !alarm) {
            alarms++;
            LOG.error("alarm: {}", text);
        } else if (!on && alarm) {
            LOG.info("alarm over: {}", text);
        }
        alarm = on;
    }

    private void judge(long free) {
        if (!reserveHeld && free >= limits.refuseFreeOctets() + limits.reserveOctets()) {
            takeReserve();
        }
        boolean tooLittle = free < limits.refuseFreeOctets() || !reserveHeld;
        raise(
                tooLittle || free < limits.alarmFreeOctets(),
                "%d octets free on the spool's disk, new calls are refused below %d"
                        .formatted(free, limits.refuseFreeOctets()));
        if (tooLittle != refusing) {
            LOG.warn(
                    "new calls are {} for want of space",
                    tooLittle ? "refused" : "no longer refused");
        }
        refusing = tooLittle;
    }

    private void takeReserve() {
        try {
            if (disk.list().contains(RESERVE)) {
                if (disk.size(RESERVE) >= limits.reserveOctets()) {
                    reserveHeld = true;
                    return;
                }
                disk.delete(RESERVE);
            }
            writeReserve();
            reserveHeld = true;
        } catch (IOException e) {
            LOG.error("the spool's reserve could not be made", e);
        }
    }

    /** Written out, as a hole in a file holds no place. */
    private void writeReserve() throws IOException {
        try (var out = disk.create(RESERVE)) {
            for (long left = limits.reserveOctets(); left > 0; left -= PIECE_OCTETS) {
                out.append(ByteBuffer.allocate((int) Math.min(left, PIECE_OCTETS)));
            }
            out.fsync();
        }
    }
}
