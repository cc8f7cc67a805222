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

    /** After so many of one socket the thread goes on with what they brought. */
    static final int AT_A_TIME = 64;

    private final ManualIoEventLoop sockets =
            new ManualIoEventLoop(
                    null,
                    Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    private long heard;
    private long heardBefore;

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

    /** Whether the latest look, or waiting, ended before a socket had nothing more. */
    public boolean mayHaveMore() {
        return heard - heardBefore >= AT_A_TIME;
    }

    /** Serves the sockets that have something, and does not wait. */
    public void look() {
        heardBefore = heard;
        sockets.runNow();
    }

    /** Waits until somebody wakes it, a socket has something, which it serves, or so long. */
    public void await(long nanos) {
        heardBefore = heard;
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
