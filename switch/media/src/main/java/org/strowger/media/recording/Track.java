package org.strowger.media.recording;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.media.RtpFormat.Law;

/**
 * Says where in the recording a packet of one side belongs. Within a stream its RTP timestamp says
 * so, whenever it comes and in whatever order; where the stream lies is said by arrival. A stream
 * that begins is held back for {@link #SETTLING}, so that not the luck of its first packet places
 * it but the quickest of its first packets.
 *
 * <p>Clocks differ by some 100 parts in a million, which is a third of a second in an hour. So the
 * quickest of every {@link #WATCHED} packets is looked at again, and the stream moved when it is
 * {@link #DRIFT} off: at once when it came earlier, as no network does that; when it came later,
 * after {@link #PATIENCE} times as many, for a network may be slow for a while.
 *
 * <p>A new SSRC is a new stream, and so is a timestamp that neither follows from the packet before
 * nor fits the arrival within {@link #JUMP}. The stream before is kept for a while, as packets
 * overtake each other.
 */
final class Track {

    /** Samples; 240 ms. */
    static final int SETTLING = 1_920;

    /** Samples; 10 ms. */
    static final int DRIFT = 80;

    /** Samples; 400 ms. */
    static final int JUMP = 3_200;

    /** Packets; 1 s of the usual ones. */
    static final int WATCHED = 50;

    static final int PATIENCE = 5;

    /** So many packets in a row that came too late, and the stream is placed anew. */
    static final int HOPELESS = 25;

    /** Packets of 5 ms each for {@link #SETTLING}. */
    private static final int MOST_WAITING = 48;

    /** Sequence numbers that a stream can leave out and still be followed by them. */
    private static final int FAR = 200;

    /** Where packets go. */
    interface Place {

        /**
         * Keeps the samples.
         *
         * @param at of the first one
         * @return false when all of them are too late, or too early to be true
         */
        boolean put(Side side, long at, Law law, byte[] codes);
    }

    private final Side side;
    private final long startMicros;
    private final Place place;
    private @Nullable Stream current;
    private @Nullable Stream previous;
    private long lost;

    /**
     * A side that has not been heard yet.
     *
     * @param startMicros of the recording, epoch microseconds
     */
    Track(Side side, long startMicros, Place place) {
        this.side = side;
        this.startMicros = startMicros;
        this.place = place;
    }

    /** Packets that found no place. */
    long lost() {
        return lost;
    }

    void heard(Voice voice) {
        long arrival = sample(voice.atMicros()) - voice.codes().length;
        var stream = streamOf(voice, arrival);
        if (stream == null) {
            if (current != null) {
                current.settle();
            }
            previous = current;
            stream = new Stream(voice, arrival);
            current = stream;
        }
        stream.heard(voice, arrival);
    }

    /** The time that samples until then could wait for others is over. */
    void settle(long sample) {
        if (current != null && sample >= current.settlesAt) {
            current.settle();
        }
    }

    private @Nullable Stream streamOf(Voice voice, long arrival) {
        if (current != null && current.hasNext(voice, arrival)) {
            return current;
        }
        return previous != null && previous.hasNext(voice, arrival) ? previous : null;
    }

    private long sample(long micros) {
        return Math.floorDiv((micros - startMicros) * 8, 1_000);
    }

    /** One stretch of timestamps that follow from each other. */
    private final class Stream {

        private final int ssrc;
        private final int firstTimestamp;
        private final long settlesAt;
        private final List<Voice> waiting = new ArrayList<>();
        private boolean settled;
        private long offset; // where the first timestamp lies
        private long least = Long.MAX_VALUE; // of where the packets watched would have it
        private int watched;
        private int lateInARow;
        private boolean hopeless;
        private int lastSequence;
        private int lastTimestamp;
        private int lastLength;

        Stream(Voice first, long arrival) {
            ssrc = first.ssrc();
            firstTimestamp = first.timestamp();
            offset = arrival;
            settlesAt = arrival + SETTLING;
            remember(first);
        }

        boolean hasNext(Voice voice, long arrival) {
            if (hopeless || voice.ssrc() != ssrc) {
                return false;
            }
            int steps = (short) (voice.sequence() - lastSequence);
            boolean follows =
                    Math.abs(steps) < FAR
                            && voice.timestamp() - lastTimestamp == steps * lastLength;
            return follows || Math.abs(offset + sinceFirst(voice) - arrival) <= JUMP;
        }

        void heard(Voice voice, long arrival) {
            remember(voice);
            long wouldBegin = arrival - sinceFirst(voice);
            least = Math.min(least, wouldBegin);
            if (settled) {
                put(voice);
                watch();
                return;
            }
            offset = least;
            waiting.add(voice);
            if (waiting.size() >= MOST_WAITING || arrival >= settlesAt) {
                settle();
            }
        }

        private void remember(Voice voice) {
            lastSequence = voice.sequence();
            lastTimestamp = voice.timestamp();
            lastLength = voice.codes().length;
        }

        private long sinceFirst(Voice voice) {
            int since = voice.timestamp() - firstTimestamp; // 32 bits with a sign: 74 hours
            return since;
        }

        void settle() {
            if (settled) {
                return;
            }
            settled = true;
            least = Long.MAX_VALUE;
            waiting.forEach(this::put);
            waiting.clear();
        }

        private void watch() {
            watched++;
            boolean earlier = watched % WATCHED == 0 && least < offset - DRIFT;
            boolean later = watched >= PATIENCE * WATCHED && least > offset + DRIFT;
            if (earlier || later) {
                offset = least;
            }
            if (earlier || watched >= PATIENCE * WATCHED) {
                watched = 0;
                least = Long.MAX_VALUE;
            }
        }

        private void put(Voice voice) {
            if (voice.isHidden()) {
                return; // Only its time counts.
            }
            if (place.put(side, offset + sinceFirst(voice), voice.law(), voice.codes())) {
                lateInARow = 0;
                return;
            }
            lost++;
            lateInARow++;
            hopeless = lateInARow >= HOPELESS;
        }
    }
}
