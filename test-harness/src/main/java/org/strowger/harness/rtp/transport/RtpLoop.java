package org.strowger.harness.rtp.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.strowger.harness.rtp.SoundMeter;
import org.strowger.harness.rtp.Speech;

/** One thread of the generator and what its ports share. */
final class RtpLoop {

    private static final int LONGEST_DATAGRAM = 2_048;
    private static final int BATCH = 64;
    private static final int RECEIVE_BUFFER = 4 << 20;

    private final EventLoop eventLoop;
    private final SoundMeter meter = new SoundMeter();
    private final SplittableRandom random;
    private final Pacer pacer;

    RtpLoop(EventLoop eventLoop, SplittableRandom random, Speech speech) {
        this.eventLoop = eventLoop;
        this.random = random;
        this.pacer = new Pacer(this, speech);
    }

    SoundMeter meter() {
        return meter;
    }

    SplittableRandom random() {
        return random;
    }

    Pacer pacer() {
        return pacer;
    }

    /** From any thread. Once the loop has stopped, nothing is left to be done. */
    void execute(Runnable command) {
        try {
            eventLoop.execute(command);
        } catch (RejectedExecutionException _) {
            // The generator is closed, and with it every port.
        }
    }

    void schedule(Runnable action, long delay, TimeUnit unit) {
        var _ = eventLoop.schedule(action, delay, unit);
    }

    /**
     * Binds a port, from any thread but the loop's own.
     *
     * @param shared whether many streams use it, so that reading many datagrams at once pays
     */
    RtpPort bind(InetAddress address, boolean latching, boolean shared) {
        var port = new RtpPort(this, latching);
        var bootstrap =
                new Bootstrap()
                        .group(eventLoop)
                        .channelFactory(RtpLoop::newChannel)
                        .option(ChannelOption.RECVBUF_ALLOCATOR, allocator(shared))
                        .handler(port);
        if (shared) {
            bootstrap.option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER);
            if (Epoll.isAvailable()) {
                bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LONGEST_DATAGRAM);
            }
        }
        bootstrap.bind(new InetSocketAddress(address, 0)).syncUninterruptibly();
        return port;
    }

    private static FixedRecvByteBufAllocator allocator(boolean shared) {
        // A port of its own gets a packet each 20 ms: a second look would be a call for nothing.
        var allocator = new FixedRecvByteBufAllocator(LONGEST_DATAGRAM * (shared ? BATCH : 1));
        allocator.maxMessagesPerRead(shared ? BATCH : 1);
        return allocator;
    }

    private static Channel newChannel() {
        return Epoll.isAvailable()
                ? new EpollDatagramChannel(SocketProtocolFamily.INET)
                : new NioDatagramChannel(SocketProtocolFamily.INET);
    }
}
