package org.strowger.harness.figures;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.strowger.harness.rtp.RtpHeader;

/**
 * From when a packet passes the device on its way into a relay until it passes it on its way out,
 * both by the kernel's stamps, so that nothing of the phones' time is in it.
 *
 * @param nanos one for each packet that came out
 * @param lost how many did not
 */
record Transit(Histogram nanos, int lost) {

    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    /** What tells one packet from all others, going in and coming out. */
    private record Said(long due, int leg) {}

    /**
     * Of packets in the order in which they passed; see {@link VoiceSocket} for what is in them.
     */
    static Transit of(List<Pcap.Datagram> datagrams) {
        var nanos = new Histogram(LONGEST_NANOS, DIGITS);
        var under = new HashMap<Said, Long>();
        for (var datagram : datagrams) {
            var said = said(datagram.payload());
            var in = under.remove(said);
            if (in == null) {
                under.put(said, datagram.nanos());
            } else {
                nanos.recordValue(Math.clamp(datagram.nanos() - in, 0, LONGEST_NANOS));
            }
        }
        return new Transit(nanos, under.size());
    }

    private static Said said(byte[] packet) {
        var voice = ByteBuffer.wrap(packet).position(RtpHeader.LENGTH);
        return new Said(voice.getLong(), voice.getInt());
    }

    /** Packets that went in. */
    long packets() {
        return nanos.getTotalCount() + lost;
    }

    /**
     * The time that so many percent of all packets do not exceed; those that are lost exceed every
     * time.
     */
    double micros(double percent) {
        double came = 100.0 * nanos.getTotalCount() / Math.max(1, packets());
        return percent > came
                ? Double.POSITIVE_INFINITY
                : nanos.getValueAtPercentile(100 * percent / came) / 1e3;
    }
}
