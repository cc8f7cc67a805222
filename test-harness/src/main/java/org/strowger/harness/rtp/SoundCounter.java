package org.strowger.harness.rtp;

/** What is counted of the streams of a generator. */
public enum SoundCounter {
    /** Streams opened; in latching mode, streams heard. */
    STREAMS,
    /** Streams, or ports in latching mode, to which something came. */
    HEARD,
    SENT,
    RECEIVED,
    /** Missing by sequence number; goes down when a packet comes late. */
    LOST,
    DUPLICATES,
    REORDERED,
    /** Another SSRC, or numbers that began anew, within a stream: no loss. */
    NEW_SOURCES,
    /** RTP from where the stream does not expect it, or that is far off in its numbers. */
    STRAYS,
    /** What is no RTP. */
    NOT_RTP,
    /** The kernel did not take a packet, or the other side's port was closed. */
    SEND_FAILURES,
    /** Packets not sent as the generator was too far behind: it has too much to do. */
    SKIPPED
}
