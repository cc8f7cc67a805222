package org.strowger.sip.transport;

import io.netty.channel.IoEventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.TimeUnit;

/**
 * The sockets of UDP, served by the thread that works at what they bring: a call's messages are
 * handed to nobody, and nobody is woken for them. With nothing to do it waits here. All but {@link
 * #wake} is for that thread.
 */
public final class DatagramLoop {

    private final ManualIoEventLoop sockets =
            new ManualIoEventLoop(
                    null,
                    Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    private long heard;

    IoEventLoop sockets() {
        return sockets;
    }

    /** A socket has brought a datagram. */
    void hear() {
        heard++;
    }

    /** Datagrams that the sockets have brought so far. */
    public long heard() {
        return heard;
    }

    /** The thread that is to serve the sockets; not started. To be asked for once. */
    public Thread newThread(String name, Runnable life) {
        var thread = new FastThreadLocalThread(life, name); // It has a buffer pool of its own.
        sockets.setOwningThread(thread);
        return thread;
    }

    /** Serves the sockets that have something, and does not wait. */
    public void look() {
        sockets.runNow();
    }

    /** Waits until somebody wakes it, a socket has something, which it serves, or so long. */
    public void await(long nanos) {
        sockets.run(nanos);
    }

    /**
     * Ends the waiting that is going on, or if there is none the next one, at once. Any thread; a
     * call too many does no harm.
     */
    public void wake() {
        sockets.execute(() -> {}); // Unlike wakeup() it is seen though the wait has not begun.
    }

    /** The thread ends. */
    public void end() {
        var _ = sockets.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        while (!sockets.isTerminated()) {
            sockets.runNow();
        }
    }
}
