package org.strowger.harness.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.strowger.media.PacingGrid;
import org.strowger.media.RtpHeader;

/** A packet of a relay and its place in time: header read, header written, grid moved on. */
@State(Scope.Thread)
public class RtpWorkload {

    private static final int A_SECOND = 50;
    private static final int PACKET = 172;
    private static final int SAMPLES = 160;

    private final byte[] packet = new byte[PACKET];
    private final RtpHeader header = new RtpHeader();
    private final PacingGrid grid = new PacingGrid(0);
    private int sequence;

    /** A second of a stream; counted by the packet. */
    @Benchmark
    @OperationsPerInvocation(A_SECOND)
    public long packets() {
        long sum = 0;
        RtpHeader.write(packet, false, 0, sequence, 0, 7);
        for (int i = 0; i < A_SECOND; i++) {
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
