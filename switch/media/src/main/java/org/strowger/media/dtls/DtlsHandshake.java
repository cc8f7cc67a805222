package org.strowger.media.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;
import org.strowger.media.srtp.SrtpKeys;

/**
 * One handshake as its leg sees it. Datagrams come from the leg's loop; what is told comes on the
 * handshake's own thread.
 */
public final class DtlsHandshake {

    /** Who runs it. */
    public interface Owner {

        /** A datagram for the peer. */
        void send(byte[] datagram);

        /** It is complete: these are the keys. */
        void agreed(SrtpKeys keys);

        /** It came to nothing; not told when it was {@link #close closed}. */
        void failed(String problem);
    }

    /** Datagrams that wait; more are lost, and sent again by the peer. */
    private static final int MOST_WAITING = 32;

    private static final int LONGEST_RECEIVED = 2_047;
    private static final int LONGEST_SENT = 1_200; // Whole on any way.

    private final Owner owner;
    private final ArrayBlockingQueue<byte[]> came = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean closed;
    private volatile boolean over; // its thread has ended

    DtlsHandshake(Owner owner) {
        this.owner = owner;
    }

    /** A datagram of the peer's. From any thread; never waits. */
    public void received(byte[] datagram) {
        if (!over) {
            var _ = came.offer(datagram);
        }
    }

    /** Nobody reads any more: what comes now would be kept for as long as the leg is. */
    void end() {
        over = true;
        came.clear();
    }

    /** Datagrams that wait. */
    int waiting() {
        return came.size();
    }

    /** Nobody needs it any more. */
    public void close() {
        closed = true;
        came.clear();
        received(new byte[0]); // Wakes it.
    }

    boolean isClosed() {
        return closed;
    }

    Owner owner() {
        return owner;
    }

    /** Its octets there and back, as the library wants them. */
    DatagramTransport transport() {
        return new Transport();
    }

    private final class Transport implements DatagramTransport {

        @Override
        public int getReceiveLimit() {
            return LONGEST_RECEIVED;
        }

        @Override
        public int receive(byte[] into, int from, int length, int waitMillis) throws IOException {
            try {
                var datagram = came.poll(waitMillis, TimeUnit.MILLISECONDS);
                if (closed) {
                    throw new IOException("the leg is over");
                }
                if (datagram == null) {
                    return -1;
                }
                int octets = Math.min(length, datagram.length);
                System.arraycopy(datagram, 0, into, from, octets);
                return octets;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the switch stops");
            }
        }

        @Override
        public int getSendLimit() {
            return LONGEST_SENT;
        }

        @Override
        public void send(byte[] octets, int from, int length) {
            var datagram = new byte[length];
            System.arraycopy(octets, from, datagram, 0, length);
            owner.send(datagram);
        }

        @Override
        public void close() {}
    }
}
