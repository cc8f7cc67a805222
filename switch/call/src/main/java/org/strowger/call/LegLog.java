package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaStatistics;
import org.strowger.records.Cdr;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Q850;

/** What is written down of one leg while it lives. */
final class LegLog {

    private final String party;
    private final String direction;
    private final long startMicros;
    private String sipCallId = "";
    private long answeredMicros;
    private long endMicros;
    private int status;
    private int cause;
    private MediaStatistics media = MediaStatistics.NONE;

    LegLog(String party, String direction, long startMicros) {
        this.party = party;
        this.direction = direction;
        this.startMicros = startMicros;
    }

    String party() {
        return party;
    }

    void dialog(String callId) {
        sipCallId = callId;
    }

    /** Empty before there is one. */
    String dialog() {
        return sipCallId;
    }

    void answered(long nowMicros) {
        answeredMicros = nowMicros;
        status = 200;
    }

    boolean isAnswered() {
        return answeredMicros != 0;
    }

    /** The first end counts: what follows is only the switch cleaning up behind it. */
    void ended(long nowMicros) {
        if (endMicros == 0) {
            endMicros = nowMicros;
        }
    }

    void failed(int finalStatus) {
        if (status == 0) {
            status = finalStatus;
        }
    }

    /** Why it ended; what a leg that failed got as its answer. */
    void ended(LegEnd end) {
        if (end.status() != 0) {
            failed(end.status());
        }
        cause = end.q850() == 0 ? cause : end.q850();
    }

    /** Its voice has stopped, and it is ended for that. */
    void silent() {
        cause = Q850.TIMER_EXPIRED.cause();
    }

    void media(MediaStatistics statistics) {
        media = statistics;
    }

    /** The same leg, as it was when it went to another call. */
    LegLog endedHere(long nowMicros) {
        var here = new LegLog(party, direction, startMicros);
        here.sipCallId = sipCallId;
        here.answeredMicros = answeredMicros;
        here.status = status;
        here.endMicros = nowMicros;
        return here;
    }

    Cdr.Leg toRecord() {
        return new Cdr.Leg(
                party,
                direction,
                sipCallId,
                startMicros,
                answeredMicros,
                endMicros,
                status,
                cause,
                media.packetsSent(),
                media.packetsReceived(),
                media.packetsLost(),
                quality());
    }

    private Cdr.@Nullable Quality quality() {
        var heard = media.quality();
        return heard.mos() == 0 && heard.reports() == 0
                ? null
                : new Cdr.Quality(
                        heard.mos(),
                        heard.jitterMicros(),
                        heard.mostJitterMicros(),
                        heard.longestGapMillis(),
                        heard.duplicates(),
                        heard.reordered(),
                        heard.discarded(),
                        heard.roundTripMicros(),
                        heard.reports(),
                        heard.peerLost(),
                        heard.peerJitterMicros(),
                        heard.peerMos());
    }
}
