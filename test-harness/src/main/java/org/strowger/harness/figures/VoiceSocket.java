package org.strowger.harness.figures;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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

    private final LoopbackSocket socket;
    private final Thread ear =
            Thread.ofPlatform().daemon().name("phones-hear").unstarted(this::hear);
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong said = new AtomicLong();
    private volatile boolean closed;

    VoiceSocket() throws IOException {
        socket = LoopbackSocket.open(BUFFER);
        ear.start();
    }

    InetSocketAddress address() {
        return socket.address();
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
        var packet = Arena.ofAuto().allocate(2_048);
        var _ = Turns.behind();
        while (!closed) {
            long count = 0;
            for (int octets = 0; octets >= 0; octets = socket.receive(packet)) {
                count += octets == PACKET ? 1 : 0;
            }
            heard.addAndGet(count);
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    /** Speaks to all these ports for so long, and returns then. */
    void speak(List<InetSocketAddress> legs, long nanos) {
        var packet = Arena.ofAuto().allocate(PACKET);
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
                    write(packet.asByteBuffer(), leg, frame, due);
                    said.addAndGet(socket.send(packet, legs.get(leg).getPort()) ? 1 : 0);
                }
            }
        }
    }

    private static void write(ByteBuffer packet, int leg, long frame, long due) {
        packet.putInt(PCMU_VERSION_2 | ((int) frame & 0xFFFF));
        packet.putInt((int) frame * RtpHeader.FRAME).putInt(leg + 1);
        packet.putLong(due).putInt(leg).putInt(leg % EACH == 0 ? MARK : 0);
    }

    @Override
    public void close() {
        closed = true;
        try {
            ear.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.close();
    }
}
