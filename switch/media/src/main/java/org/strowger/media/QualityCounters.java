package org.strowger.media;

import org.strowger.media.quality.LegQuality;

/**
 * How well legs were heard, of those that have ended. Written by every loop, read by anybody. Only
 * a leg that was heard counts, and for what the peer hears only one whose peer reports.
 */
public final class QualityCounters {

    private static final int HUNDREDTH = 10_000;
    private static final int MILLION = 1_000_000;

    private final Distribution mos = scores();
    private final Distribution peerMos = scores();
    private final Distribution jitter = times();
    private final Distribution peerJitter = times();
    private final Distribution loss = shares();
    private final Distribution peerLoss = shares();
    private final Distribution roundTrip = times();

    /** In millionths: 1 to 4.5. Below 3.6 many are dissatisfied (G.107, annex B). */
    private static Distribution scores() {
        return new Distribution(
                1_500_000, 2_000_000, 2_600_000, 3_100_000, 3_600_000, 4_030_000, 4_340_000);
    }

    /** In microseconds. */
    private static Distribution times() {
        return new Distribution(
                500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000,
                1_000_000);
    }

    /** In millionths. */
    private static Distribution shares() {
        return new Distribution(0, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 500_000);
    }

    /** A leg has ended. */
    public void ended(MediaStatistics leg) {
        var quality = leg.quality();
        if (quality.mos() > 0) {
            mos.record((long) quality.mos() * HUNDREDTH);
            jitter.record(quality.jitterMicros());
            loss.record(share(leg.packetsLost(), leg.packetsReceived() + leg.packetsLost()));
        }
        if (quality.peerMos() > 0) {
            peerMos.record((long) quality.peerMos() * HUNDREDTH);
            peerJitter.record(quality.peerJitterMicros());
            peerLoss.record(share(quality.peerLost(), leg.packetsSent()));
        }
        if (quality.roundTripMicros() > 0) {
            roundTrip.record(quality.roundTripMicros());
        }
    }

    private static long share(long lost, long all) {
        return all == 0 ? 0 : lost * MILLION / all;
    }

    /** Of {@link LegQuality#mos}, or {@link LegQuality#peerMos}, in millionths. */
    public Distribution mos(boolean peers) {
        return peers ? peerMos : mos;
    }

    /** Of {@link LegQuality#jitterMicros}, or {@link LegQuality#peerJitterMicros}. */
    public Distribution jitter(boolean peers) {
        return peers ? peerJitter : jitter;
    }

    /** The share of packets lost that were sent to us, or to the peer, in millionths. */
    public Distribution loss(boolean peers) {
        return peers ? peerLoss : loss;
    }

    /** Of {@link LegQuality#roundTripMicros}. */
    public Distribution roundTrip() {
        return roundTrip;
    }
}
