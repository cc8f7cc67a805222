package org.strowger.harness.rtp;

/**
 * The sequence numbers of one source (RFC 3550, appendices A.1 and A.3), over any number of wraps.
 * Unlike the figures of A.3, a duplicate does not hide a loss: each number counts once. A packet
 * that is more than 64 behind the newest is told as old, and stays lost.
 */
public final class SequenceTracker {

    /** What a packet's number says. */
    public enum Verdict {
        /** The next one, or the first. */
        IN_ORDER,
        /** Newer than the next: the numbers between are lost until they come. */
        GAP,
        /** One that was missing. */
        REORDERED,
        /** Seen before. */
        DUPLICATE,
        /** From before the first, or too far behind to say whether it was seen before. */
        OLD,
        /** Far off: a single stray, unless the next one follows it. */
        SUSPECT,
        /** The second in a row that is far off: the source began anew. */
        RESTART
    }

    private static final int NUMBERS = 1 << 16;
    private static final int MAX_DROPOUT = 3_000;
    private static final int MAX_MISORDER = 100;
    private static final int WINDOW = 64;
    private static final int NONE = -1;

    private boolean begun;
    private int newest;
    private long span; // numbers from the first to the newest
    private long seen; // bit n: the number n behind the newest has come
    private int expectedAfterJump = NONE;
    private int gap;

    /**
     * Takes the next packet.
     *
     * @param sequence 0 to 65,535
     */
    public Verdict onPacket(int sequence) {
        gap = 0;
        if (!begun) {
            return begin(sequence, Verdict.IN_ORDER);
        }
        int ahead = sequence - newest & NUMBERS - 1;
        if (ahead == 0) {
            return Verdict.DUPLICATE;
        }
        if (ahead < MAX_DROPOUT) {
            return advance(sequence, ahead);
        }
        int behind = NUMBERS - ahead;
        if (behind >= MAX_MISORDER) {
            return farOff(sequence);
        }
        // What was sent before the first one that we heard is not missed.
        return behind < WINDOW && behind <= span ? lateOne(behind) : Verdict.OLD;
    }

    /** How many numbers the last packet left out; 0 unless it was a {@link Verdict#GAP}. */
    public int gap() {
        return gap;
    }

    private Verdict begin(int sequence, Verdict verdict) {
        begun = true;
        newest = sequence;
        span = 0;
        seen = 1;
        expectedAfterJump = NONE;
        return verdict;
    }

    private Verdict advance(int sequence, int ahead) {
        expectedAfterJump = NONE;
        seen = ahead < WINDOW ? seen << ahead | 1 : 1;
        newest = sequence;
        span += ahead;
        gap = ahead - 1;
        return gap == 0 ? Verdict.IN_ORDER : Verdict.GAP;
    }

    private Verdict lateOne(int behind) {
        long bit = 1L << behind;
        if ((seen & bit) != 0) {
            return Verdict.DUPLICATE;
        }
        seen |= bit;
        return Verdict.REORDERED;
    }

    private Verdict farOff(int sequence) {
        if (sequence == expectedAfterJump) {
            return begin(sequence, Verdict.RESTART);
        }
        expectedAfterJump = sequence + 1 & NUMBERS - 1;
        return Verdict.SUSPECT;
    }
}
