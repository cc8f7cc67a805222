package org.strowger.call;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaStatistics;
import org.strowger.sip.HostPort;

/**
 * A leg's second port, of the other IP version than the first, for a party that may be found by
 * either. The leg speaks by the one that the party's description calls for; the other is kept here
 * until the party has answered.
 */
final class SparePort implements MediaEvents {

    private final OutLeg leg;
    private MediaLeg idle;
    private @Nullable InetSocketAddress idleAt;
    private boolean speaks;

    /** Opens; {@link OutLeg#spareOpened} follows. */
    SparePort(OutLeg leg, StandardProtocolFamily version) {
        this.leg = leg;
        this.idle = leg.port(version, this);
    }

    /** Whether the leg speaks by the port that was opened here. */
    boolean speaks() {
        return speaks;
    }

    /** The party is there: which of the two ports the leg speaks by. */
    void speakTo(InetSocketAddress there) {
        var here = leg.local();
        var other = idleAt;
        if (here == null || other == null || HostPort.isSameFamily(here, there)) {
            return;
        }
        var spoke = leg.media();
        leg.speaksBy(idle, other);
        idle = spoke;
        idleAt = here;
        speaks = !speaks;
    }

    /** The one that the leg does not speak by is not needed. */
    void close() {
        idleAt = null;
        idle.close();
    }

    @Override
    public void opened(InetSocketAddress local) {
        idleAt = local;
        leg.spareOpened(local);
    }

    @Override
    public void failed(String problem) {
        leg.spareOpened(null);
    }

    @Override
    public void key(char key, int durationMillis) {
        leg.key(key, durationMillis);
    }

    @Override
    public void withheld(char key, int durationMillis) {
        leg.withheld(key, durationMillis);
    }

    @Override
    public void infoDue(char key, int durationMillis) {
        leg.infoDue(key, durationMillis);
    }

    @Override
    public void played(int generation) {
        leg.played(generation);
    }

    @Override
    public void quiet(long quietMicros) {
        if (speaks) {
            leg.quiet(quietMicros);
        }
    }

    @Override
    public void inactive(long silentMicros) {
        if (speaks) {
            leg.inactive(silentMicros);
        }
    }

    @Override
    public void closed(MediaStatistics statistics) {
        if (speaks) {
            leg.voiceClosed(statistics);
        } else {
            idleGone();
        }
    }

    /** The port that the leg does not speak by is no more: it stays with the one it has. */
    void idleGone() {
        idleAt = null;
    }
}
