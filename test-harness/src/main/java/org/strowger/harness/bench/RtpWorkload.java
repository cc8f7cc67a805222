package org.strowger.harness.bench;

import org.strowger.media.PacingGrid;
import org.strowger.media.RtpHeader;

/** A packet of a relay and its place in time: header read, header written, grid moved on. */
final class RtpWorkload implements Workload {

    private static final int PACKET = 172;
    private static final int SAMPLES = 160;

    private final byte[] packet = new byte[PACKET];
    private final RtpHeader header = new RtpHeader();
    private final PacingGrid grid = new PacingGrid(0);
    private int sequence;

    @Override
    public String name() {
        return "RTP header relayed and grid step";
    }

    @Override
    public long run(int times) {
        long sum = 0;
        RtpHeader.write(packet, false, 0, sequence, 0, 7);
        for (int i = 0; i < times; i++) {
            if (!header.parse(packet, PACKET)) {
                throw new IllegalStateException("our own packet is no RTP");
            }
            sequence = header.sequence() + 1;
            RtpHeader.write(
                    packet, false, 0, sequence, header.timestamp() + SAMPLES, header.ssrc());
            long now = grid.nextMicros();
            sum += grid.skip(now) + grid.slot() + (grid.isDue(now) ? 1 : 0);
            grid.advance();
        }
        return sum + sequence;
    }
}
