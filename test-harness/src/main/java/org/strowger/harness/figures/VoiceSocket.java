package org.strowger.harness.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.strowger.base.Turns;
import org.strowger.harness.rtp.RtpHeader;
import org.strowger.harness.rtp.SlotClock;

/**
 * All phones of a measurement as one socket, as legs are told apart by their own ports: one thread
 * hears, and one speaks for each of them every 20 ms, spread over the 20 ms. What it says carries
 * when it was due and whose it is, and of some legs a mark, so that a {@link Capture} sees a share
 * of the packets only.
 *
 * <p>It listens a thousand times a second and takes what is there: a thread that sleeps until the
 * next packet would have to be woken by each of them, on the time of who sends it.
 */
final class VoiceSocket implements AutoCloseable {

    /** Packets of marked legs, as of pcap-filter(7): UDP's header, RTP's, due, leg, mark. */
    static final String MARKED = "udp and udp[4:2] = 180 and udp[32:4] = 0x5374726f";

    private static final int MARK = 0x5374_726f;
    private static final int EACH = 17; // With 20 slots in a frame, marked legs are in all of them.

    private static final int BUFFER = 4 << 20;
    private static final int PACKET = RtpHeader.LENGTH + RtpHeader.FRAME;
    private static final long REST_NANOS = 1_000_000;

    /**
     * Slots of 1 ms. Thousands of phones do not all hold their breath, and then speak at once: what
     * this thread could not say in time is not said.
     */
    private static final int PATIENCE = 2;

    private static final int PCMU_VERSION_2 = 2 << 30;

    private final DatagramChannel channel;
    private final Thread ear =
            Thread.ofPlatform().daemon().name("phones-hear").unstarted(this::hear);
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong said = new AtomicLong();
    private volatile boolean closed;

    VoiceSocket() throws IOException {
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        ear.start();
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    long heard() {
        return heard.get();
    }

    long said() {
        return said.get();
    }

    /** Forgets what was heard until now. */
    void begin() {
        heard.set(0);
        said.set(0);
    }

    private void hear() {
        var packet = ByteBuffer.allocateDirect(2_048);
        var _ = Turns.behind();
        while (!closed) {
            try {
                long count = 0;
                while (channel.receive(packet.clear()) != null) {
                    count += packet.position() == PACKET ? 1 : 0;
                }
                heard.addAndGet(count);
                LockSupport.parkNanos(REST_NANOS);
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException("the phones are deaf", e);
            }
        }
    }

    /** Speaks to all these ports for so long, and returns then. */
    void speak(List<InetSocketAddress> legs, long nanos) throws IOException {
        var packet = ByteBuffer.allocateDirect(PACKET);
        long begin = System.nanoTime();
        var clock = new SlotClock(begin, PATIENCE);
        var _ = Turns.soon();
        while (clock.dueAt() - begin < nanos) {
            LockSupport.parkNanos(clock.dueAt() - System.nanoTime());
            var _ = clock.skip(System.nanoTime());
            while (clock.isDue(System.nanoTime())) {
                long due = clock.dueAt();
                long frame = clock.frame();
                int slot = clock.take();
                for (int leg = slot; leg < legs.size(); leg += SlotClock.SLOTS) {
                    say(packet, legs.get(leg), leg, frame, due);
                }
            }
        }
    }

    private void say(ByteBuffer packet, InetSocketAddress to, int leg, long frame, long due)
            throws IOException {
        packet.clear();
        packet.putInt(PCMU_VERSION_2 | ((int) frame & 0xFFFF));
        packet.putInt((int) frame * RtpHeader.FRAME).putInt(leg + 1);
        packet.putLong(due).putInt(leg).putInt(leg % EACH == 0 ? MARK : 0);
        if (channel.send(packet.position(0).limit(PACKET), to) > 0) {
            said.incrementAndGet();
        }
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
