package org.strowger.harness.load.result;

/**
 * The RTP of a round, as the generator heard it.
 *
 * @param streams opened
 * @param unheard streams to which nothing came
 * @param sent packets
 * @param received packets
 * @param lost by sequence number (RFC 3550, appendix A.3)
 * @param jitter interarrival jitter (RFC 3550, section 6.4.1) over streams, microseconds
 * @param lateness how far behind its 20 ms grid a packet came
 * @param ownLateness how far behind its own grid the generator sent: its share of the above
 */
public record Sound(
        long streams,
        long unheard,
        long sent,
        long received,
        long lost,
        Percentiles jitter,
        Percentiles lateness,
        Percentiles ownLateness) {}
