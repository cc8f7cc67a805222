package org.strowger.media.srtp;

/**
 * The indices of one stream's packets: sequence numbers that never begin anew, with what was there
 * already (RFC 3711, section 3.3.1).
 */
final class PacketIndex {

    private static final int HALF = 0x8000;
    private static final int SEQUENCES = 0x1_0000;

    private final ReplayWindow window = new ReplayWindow();

    /** What the index of a packet with that number must be; -1 for one before the first of all. */
    long of(int sequence) {
        long newest = window.newest();
        if (newest < 0) {
            return sequence;
        }
        int last = (int) (newest & 0xFFFF);
        long index = newest - last + sequence;
        if (sequence - last > HALF) {
            return index - SEQUENCES;
        }
        return last - sequence > HALF ? index + SEQUENCES : index;
    }

    /** How often numbers began anew before that index. */
    static int rollovers(long index) {
        return (int) (index >>> 16);
    }

    boolean admits(long index) {
        return index >= 0 && window.admits(index);
    }

    void add(long index) {
        window.add(index);
    }
}
