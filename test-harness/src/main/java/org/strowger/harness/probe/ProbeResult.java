package org.strowger.harness.probe;

/**
 * What a probe found, of the way there and back.
 *
 * @param delayMillis from when a packet with the signal's beginning was sent until the first with
 *     sound came back; the median of all bursts
 * @param jitterMillis interarrival jitter of what came back (RFC 3550, section 6.4.1), on average
 * @param sent packets
 * @param received packets
 * @param lost of what was sent back, by sequence number
 * @param levelDb of the signal that came back against what was sent; 0 is the same
 * @param clear whether it was the signal and little else
 */
public record ProbeResult(
        double delayMillis,
        double jitterMillis,
        long sent,
        long received,
        long lost,
        double levelDb,
        boolean clear) {}
