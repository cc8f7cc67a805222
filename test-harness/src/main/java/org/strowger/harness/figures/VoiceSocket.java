package org.strowger.harness.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.rtp.ArrivalGrid;
import org.strowger.harness.rtp.RtpHeader;
import org.strowger.harness.rtp.SlotClock;

/**
 * All phones of a measurement as one socket, as legs are told apart by their own ports: one thread
 * hears, and one speaks for each of them every 20 ms, spread over the 20 ms. What it says carries
 * when it was due, by the clock of this JVM.
 */
final class VoiceSocket implements AutoCloseable {

    private static final int BUFFER = 16 << 20;
    private static final int PORTS = 1 << 16;
    private static final int PACKET = RtpHeader.LENGTH + RtpHeader.FRAME;
    private static final long HIGHEST_MICROS = 10_000_000;
    private static final int PCMU_VERSION_2 = 2 << 30;

    private final DatagramChannel channel;
    private final Thread ear =
            Thread.ofPlatform().daemon().name("phones-hear").unstarted(this::hear);
    private final @Nullable ArrivalGrid[] grids = new @Nullable ArrivalGrid[PORTS];
    private final Histogram transit = new ConcurrentHistogram(HIGHEST_MICROS, 3);
    private final Histogram lateness = new ConcurrentHistogram(HIGHEST_MICROS, 3);
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong said = new AtomicLong();
    private volatile boolean closed;

    VoiceSocket() throws IOException {
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ear.start();
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /** From when a packet was due until it was heard, in microseconds. */
    Histogram transit() {
        return transit;
    }

    /** Behind the grid of the earliest packet of its stream, in microseconds. */
    Histogram lateness() {
        return lateness;
    }

    long heard() {
        return heard.get();
    }

    long said() {
        return said.get();
    }

    /** Forgets what was heard until now. */
    void begin() {
        transit.reset();
        lateness.reset();
        heard.set(0);
        said.set(0);
    }

    private void hear() {
        var packet = ByteBuffer.allocateDirect(2_048);
        while (!closed) {
            try {
                packet.clear();
                var from = (InetSocketAddress) channel.receive(packet);
                if (from != null && packet.flip().remaining() == PACKET) {
                    heard(from.getPort(), packet, System.nanoTime());
                }
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException("the phones are deaf", e);
            }
        }
    }

    private void heard(int port, ByteBuffer packet, long now) {
        heard.incrementAndGet();
        var grid = grids[port];
        if (grid == null) {
            grid = new ArrivalGrid();
            grids[port] = grid;
        }
        record(lateness, grid.onPacket(now, packet.getInt(4)));
        record(transit, now - packet.getLong(RtpHeader.LENGTH));
    }

    private static void record(Histogram into, long nanos) {
        into.recordValue(Math.clamp(nanos / 1_000, 0, HIGHEST_MICROS));
    }

    /** Speaks to all these ports for so long, and returns then. */
    void speak(InetSocketAddress[] legs, long nanos) throws IOException {
        var packet = ByteBuffer.allocateDirect(PACKET);
        long begin = System.nanoTime();
        var clock = new SlotClock(begin);
        while (clock.dueAt() - begin < nanos) {
            LockSupport.parkNanos(clock.dueAt() - System.nanoTime());
            var _ = clock.skip(System.nanoTime());
            while (clock.isDue(System.nanoTime())) {
                long due = clock.dueAt();
                long frame = clock.frame();
                int slot = clock.take();
                for (int leg = slot; leg < legs.length; leg += SlotClock.SLOTS) {
                    say(packet, legs[leg], leg, frame, due);
                }
            }
        }
    }

    private void say(ByteBuffer packet, InetSocketAddress to, int leg, long frame, long due)
            throws IOException {
        packet.clear();
        packet.putInt(PCMU_VERSION_2 | ((int) frame & 0xFFFF));
        packet.putInt((int) frame * RtpHeader.FRAME).putInt(leg + 1);
        packet.putLong(due).position(0).limit(PACKET);
        channel.send(packet, to);
        said.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
