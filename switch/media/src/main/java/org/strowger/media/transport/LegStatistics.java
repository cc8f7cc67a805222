package org.strowger.media.transport;

import org.strowger.media.LossCounter;
import org.strowger.media.MediaCounters;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaStatistics;
import org.strowger.media.RtpHeader;

/** Counts for one leg, and at once for the whole engine. */
final class LegStatistics {

    private final MediaCounters all;
    private final LossCounter loss = new LossCounter();
    private long sent;
    private long received;
    private long strangers;
    private long malformed;
    private long late;

    LegStatistics(MediaCounters all) {
        this.all = all;
    }

    void sent() {
        sent++;
        all.increment(Counter.PACKETS_OUT);
    }

    void received(RtpHeader header, boolean event) {
        received++;
        all.increment(Counter.PACKETS_IN);
        if (event) {
            loss.event(header.ssrc(), header.sequence());
        } else {
            loss.audio(header.ssrc(), header.sequence());
        }
    }

    void stranger() {
        strangers++;
        all.increment(Counter.STRANGERS);
    }

    void malformed() {
        malformed++;
        all.increment(Counter.MALFORMED);
    }

    void late() {
        late++;
        all.increment(Counter.LATE_FRAMES);
    }

    MediaStatistics snapshot() {
        return new MediaStatistics(sent, received, loss.lost(), strangers, malformed, late);
    }
}
