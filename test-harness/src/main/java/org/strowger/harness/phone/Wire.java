package org.strowger.harness.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The phone's SIP socket, the thread that reads it, and its timers. */
final class Wire implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final int MAX_DATAGRAM = 65_535;
    private static final long T2_MILLIS = 4_000;

    /** Who takes what comes in; called on the reading thread. */
    interface Receiver {
        void received(SipText message, InetSocketAddress source);
    }

    /** Something sent again and again until it is stopped. */
    static final class Repeat {
        private volatile boolean stopped;

        void stop() {
            stopped = true;
        }
    }

    private final DatagramSocket socket;
    private final ScheduledExecutorService timers =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

    Wire(InetSocketAddress address, Receiver receiver) {
        try {
            socket = new DatagramSocket(address);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("phone-" + socket.getLocalPort()).start(() -> read(receiver));
    }

    InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void send(byte[] datagram, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, to));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Sends now and again after T1, 2 T1, 4 T1 and so on, at most T2 apart, until stopped or 64 T1
     * have passed.
     */
    Repeat sendUntilStopped(byte[] datagram, InetSocketAddress to, long t1Millis) {
        var repeat = new Repeat();
        send(datagram, to);
        again(repeat, datagram, to, t1Millis, 64 * t1Millis);
        return repeat;
    }

    /** Runs a task later on the timer thread; the task takes the phone's lock itself. */
    void later(long millis, Runnable task) {
        try {
            Future<?> ignored = timers.schedule(() -> guarded(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the phone is closed: {}", e.toString());
        }
    }

    @Override
    public void close() {
        timers.shutdownNow();
        socket.close();
    }

    private void again(
            Repeat repeat, byte[] datagram, InetSocketAddress to, long wait, long remaining) {
        if (remaining <= 0) {
            return;
        }
        later(
                wait,
                () -> {
                    if (!repeat.stopped) {
                        send(datagram, to);
                        again(
                                repeat,
                                datagram,
                                to,
                                Math.min(2 * wait, T2_MILLIS),
                                remaining - wait);
                    }
                });
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a timer of the test phone failed", e);
        }
    }

    private void read(Receiver receiver) {
        var packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                var source = (InetSocketAddress) packet.getSocketAddress();
                receiver.received(SipText.parse(packet.getData(), packet.getLength()), source);
            } catch (SocketException e) {
                LOG.debug("{}", e.toString()); // Closed, or an ICMP error of an earlier send.
            } catch (IOException | RuntimeException e) {
                LOG.error("the test phone could not take a datagram", e);
            }
        }
    }
}
