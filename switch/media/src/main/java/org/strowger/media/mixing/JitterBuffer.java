package org.strowger.media.mixing;

import java.util.Arrays;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.RtpHeader;

/**
 * Makes even frames of 20 ms of one peer's packets, whatever their length and however they come:
 * each sample lies where its RTP timestamp says. What is missing when its time has come is
 * concealed.
 *
 * <p>It waits no longer than it must: a packet that comes too late, though none has overtaken it,
 * moves the place of reading back; where all packets of two seconds came early, it is moved on, by
 * 20 ms at most and rather in a pause. So it follows clocks that drift, too. A peer that was silent
 * for {@link #DRY} begins anew, and is waited for as long as before, or less if that was due.
 */
public final class JitterBuffer {

    /** Samples, 8000 a second, that are kept of the future at most. */
    public static final int MOST_AHEAD = 1_600;

    /** Samples that a frame waits at the beginning: 20 ms. */
    static final int START = 160;

    /** And at most: 100 ms. */
    static final int MOST_WAIT = 800;

    /** The longest packet. */
    static final int LONGEST = 800;

    /** After 200 ms without a sample the peer is silent. */
    static final int DRY = 1_600;

    private static final int CAPACITY = 4_096;
    private static final int MASK = CAPACITY - 1;
    private static final int PIECE = PacketLossConcealment.PIECE;
    private static final int WINDOW_PACKETS = 100;
    private static final int MAX_DROPOUT = 3_000; // RFC 3550, appendix A.1
    private static final int REMEMBERED = 64;
    private static final int STRAGGLERS = 25;
    private static final int NONE = -1;

    /** A frame that nobody misses a piece of. */
    private static final int QUIET = 400;

    /** Frames that a pause is waited for. */
    private static final int PATIENCE = 50;

    private final short[] samples = new short[CAPACITY];
    private final boolean[] there = new boolean[CAPACITY];
    private final short[] packet = new short[LONGEST];
    private final PacketLossConcealment concealment = new PacketLossConcealment();
    private boolean begun;
    private boolean running;
    private int ssrc;
    private int highest; // sequence number
    private int otherSsrc; // of the last packet that was out of place
    private int otherNext = NONE; // the number that would show it was not
    private int leftSsrc; // of the stream that was heard before
    private int stragglers; // of it that are left out
    private long seen; // a bit for each of the last numbers, the highest in bit 0
    private int play; // timestamp of what is read next
    private int end; // behind the newest sample
    private int wait = START;
    private int packets; // of the window
    private int leastHeadroom = Integer.MAX_VALUE;
    private int spare; // samples to be left out
    private int patience;
    private long late;
    private long duplicates;
    private long concealed;
    private long restarts;

    /**
     * A packet of voice has come.
     *
     * @param packetOctets the datagram; the payload lies where {@code header} says
     */
    public void put(RtpHeader header, byte[] packetOctets, Law law) {
        int length = header.payloadLength();
        if (length > LONGEST) {
            late++; // What nobody sends is too long to come in time.
            return;
        }
        boolean follows = follows(header);
        if (!follows && !begins(header)) {
            late++;
            return;
        }
        boolean newest = !follows || ahead(header) > 0;
        if (!newest && isKnown(header.sequence())) {
            duplicates++;
            return;
        }
        remember(header, newest);
        if (!running) {
            start(header.timestamp());
        }
        if (!hasPlace(header.timestamp(), length, newest)) {
            late++;
            return;
        }
        Companding.expand(law, packetOctets, header.payloadOffset(), length, packet, 0);
        store(header.timestamp(), length);
    }

    /** Whether it goes on with the stream that is heard. */
    private boolean follows(RtpHeader header) {
        int ahead = ahead(header);
        return begun && header.ssrc() == ssrc && ahead < MAX_DROPOUT && ahead > -REMEMBERED;
    }

    private int ahead(RtpHeader header) {
        return (short) (header.sequence() - highest);
    }

    /**
     * Whether another stream, or the same after a jump, begins. While one is heard it takes two
     * packets in a row to show that (RFC 3550, appendix A.1), and of the stream that was heard
     * before some may still be on their way.
     */
    private boolean begins(RtpHeader header) {
        if (running && header.ssrc() == leftSsrc && stragglers > 0) {
            stragglers--;
            return false;
        }
        boolean second = header.sequence() == otherNext && header.ssrc() == otherSsrc;
        if (running && !second) {
            otherSsrc = header.ssrc();
            otherNext = header.sequence() + 1 & 0xFFFF;
            return false;
        }
        leftSsrc = ssrc;
        stragglers = running && header.ssrc() != ssrc ? STRAGGLERS : 0;
        otherNext = NONE;
        running = false;
        seen = 0;
        forgetWindow();
        return true;
    }

    private boolean isKnown(int sequence) {
        return (seen >>> (highest - sequence & REMEMBERED - 1) & 1) != 0;
    }

    private void remember(RtpHeader header, boolean newest) {
        if (newest) {
            int by = header.sequence() - highest & 0xFFFF;
            seen = by < REMEMBERED ? seen << by | 1 : 1;
            highest = header.sequence();
            ssrc = header.ssrc();
            begun = true;
        } else {
            seen |= 1L << (highest - header.sequence() & REMEMBERED - 1);
        }
    }

    /** A talkspurt begins: the best place to wait less, if that is due. */
    private void start(int timestamp) {
        Arrays.fill(there, false);
        running = true;
        restarts++;
        waitLess();
        play = timestamp - wait;
        end = timestamp;
    }

    /** What was seen of another stream, or before a jump, says nothing of this one. */
    private void forgetWindow() {
        spare = 0;
        packets = 0;
        leastHeadroom = Integer.MAX_VALUE;
    }

    /**
     * Moves the place of reading, if the packet shows that it must be.
     *
     * @return false when the packet comes so late, or so early, that nothing is to be made of it
     */
    private boolean hasPlace(int timestamp, int length, boolean newest) {
        int headroom = timestamp - play;
        boolean near = headroom >= -MOST_WAIT && headroom + length <= MOST_AHEAD;
        if (!newest) {
            return near && headroom >= 0;
        }
        if (!near) {
            forgetWindow();
            start(timestamp); // Its clock has jumped, or it has stopped for a while.
        } else if (headroom < 0) {
            late++;
            goBack(-headroom);
        }
        window(timestamp - play);
        return true;
    }

    /** Waits longer from here on: less than a piece until what has come, however long it is. */
    private void goBack(int samplesLate) {
        int back = Math.ceilDiv(samplesLate, PIECE) * PIECE;
        play -= back;
        wait = Math.min(wait + back, MOST_WAIT);
        spare = 0;
    }

    private void window(int headroom) {
        leastHeadroom = Math.min(leastHeadroom, headroom);
        packets++;
        if (packets == WINDOW_PACKETS) {
            int unneeded = Math.clamp(leastHeadroom - START, 0, 2 * PIECE) / PIECE * PIECE;
            spare = unneeded;
            patience = PATIENCE;
            packets = 0;
            leastHeadroom = Integer.MAX_VALUE;
        }
    }

    private void store(int timestamp, int length) {
        int first = Math.max(play - timestamp, 0);
        for (int i = first; i < length; i++) {
            int at = timestamp + i & MASK;
            samples[at] = packet[i];
            there[at] = true;
        }
        if (timestamp + length - end > 0) {
            end = timestamp + length;
        }
    }

    /**
     * The next 20 ms.
     *
     * @param frame gets {@link Mixer#FRAME} samples, zeros where nothing is to be heard
     * @return false when there is nothing to be heard in all of it
     */
    public boolean read(short[] frame) {
        if (!running) {
            Arrays.fill(frame, 0, Mixer.FRAME, (short) 0);
            return false;
        }
        boolean heard = false;
        for (int at = 0; at < Mixer.FRAME; at += PIECE) {
            heard |= piece(frame, at);
        }
        leaveOut(frame);
        if (play - end > DRY) {
            running = false;
            concealment.forget();
        }
        return heard;
    }

    private boolean piece(short[] frame, int at) {
        boolean whole = true;
        for (int i = 0; i < PIECE; i++) {
            int from = play + i & MASK;
            whole &= there[from];
            there[from] = false;
            frame[at + i] = samples[from];
        }
        play += PIECE;
        if (whole) {
            concealment.heard(frame, at);
            return true;
        }
        boolean made = concealment.conceal(frame, at);
        concealed += made ? 1 : 0;
        return made;
    }

    /** What waits longer than it must comes earlier from here on. */
    private void leaveOut(short[] frame) {
        if (spare == 0) {
            return;
        }
        patience--;
        if (patience <= 0 || isQuiet(frame)) {
            for (int i = 0; i < spare; i++) {
                there[play + i & MASK] = false;
            }
            play += spare;
            waitLess();
        }
    }

    private void waitLess() {
        wait = Math.max(wait - spare, START);
        if (packets > 0) {
            leastHeadroom -= spare; // Of packets that came before, as if it had been so then.
        }
        spare = 0;
    }

    private static boolean isQuiet(short[] frame) {
        for (short sample : frame) {
            if (sample > QUIET || sample < -QUIET) {
                return false;
            }
        }
        return true;
    }

    /** Samples that wait to be read now, those that are missing among them. */
    public int waiting() {
        return running ? Math.max(end - play, 0) : 0;
    }

    /**
     * Packets that came, all or in part, after their time, belong to no stream that goes on, or are
     * such as nobody sends.
     */
    public long late() {
        return late;
    }

    /** Packets that had come before. */
    public long duplicates() {
        return duplicates;
    }

    /** Pieces of 10 ms that were made up. */
    public long concealed() {
        return concealed;
    }

    /** Times that it began anew. */
    public long restarts() {
        return restarts;
    }
}
