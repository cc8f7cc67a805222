package org.strowger.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.jspecify.annotations.Nullable;

/** How SIP's sockets are made: epoll's where there is epoll, elsewhere NIO's; any thread. */
final class Bootstraps {

    private static final int DATAGRAM = 65_535;

    /**
     * Those of a batch lie so far apart in its buffer. With a power of two all of them would have
     * to share a few places of the processor's caches, as they all begin at its multiples.
     */
    private static final int APART = DATAGRAM + 1 + 1_024 + 64;

    /** Their buffer stays in the pool of Netty's allocator; more are seldom there at a time. */
    private static final int DATAGRAMS_PER_READ = 32;

    private static final int UDP_WRITE_BUFFER = 4 * 1024 * 1024;
    private static final int CONNECT_MILLIS = 5_000;
    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup loops;
    private final EventLoopGroup datagrams;
    private final Runnable heard;
    private final TransportSettings.TcpLimits limits;
    private final @Nullable Integer trafficClass; // null for what the machine does by itself

    /**
     * All of one switch.
     *
     * @param datagrams serves UDP; null for the loops of streams
     */
    Bootstraps(EventLoopGroup loops, @Nullable DatagramLoop datagrams, TransportSettings settings) {
        this.loops = loops;
        this.datagrams = datagrams == null ? loops : datagrams.sockets();
        this.heard = datagrams == null ? () -> {} : datagrams::hear;
        this.limits = settings.limits();
        this.trafficClass = settings.dscp() == 0 ? null : settings.dscp() << 2;
    }

    /** What the loops themselves are made of. */
    static IoHandlerFactory handlers() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    Bootstrap datagrams(MessageGate gate) {
        var bootstrap =
                new Bootstrap()
                        .group(datagrams)
                        .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
                        .option(ChannelOption.SO_RCVBUF, ReceiveBuffer.WANTED)
                        .option(ChannelOption.IP_TOS, trafficClass)
                        // The default allocator makes, and clears, so large a buffer anew for each
                        // read.
                        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .option(
                                ChannelOption.WRITE_BUFFER_WATER_MARK,
                                new WriteBufferWaterMark(UDP_WRITE_BUFFER / 2, UDP_WRITE_BUFFER))
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                epoll
                                        ? new FullBatches(
                                                APART * DATAGRAMS_PER_READ,
                                                DATAGRAMS_PER_READ,
                                                DatagramLoop.AT_A_TIME)
                                        : new FixedRecvByteBufAllocator(DATAGRAM))
                        .handler(new UdpHandler(gate, heard, cuts()));
        return epoll
                ? bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, APART)
                : bootstrap;
    }

    /** Whether the kernel makes datagrams of one length out of one buffer. */
    private boolean cuts() {
        return epoll && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
    }

    ServerBootstrap server(ChannelHandler connection) {
        return new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.IP_TOS, trafficClass)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, tcpWriteBuffer())
                .childHandler(connection);
    }

    Bootstrap client() {
        return new Bootstrap()
                .group(loops)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.IP_TOS, trafficClass)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, tcpWriteBuffer());
    }

    private WriteBufferWaterMark tcpWriteBuffer() {
        int octets = limits.writeBuffer();
        return new WriteBufferWaterMark(octets / 2, octets);
    }
}
