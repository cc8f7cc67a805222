package org.strowger.media.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.util.function.Function;

/**
 * How sockets are waited for.
 *
 * @param handlers for the loops
 * @param channels makes a UDP socket of an address family
 */
record Io(IoHandlerFactory handlers, Function<SocketProtocolFamily, Channel> channels) {

    /** Epoll, whose timers are exact; NIO, which rounds up to milliseconds, elsewhere. */
    static Io best() {
        return Epoll.isAvailable()
                ? new Io(EpollIoHandler.newFactory(), EpollDatagramChannel::new)
                : nio();
    }

    static Io nio() {
        return new Io(NioIoHandler.newFactory(), NioDatagramChannel::new);
    }

    Channel newChannel(InetAddress local) {
        return channels.apply(
                family(local) == StandardProtocolFamily.INET6
                        ? SocketProtocolFamily.INET6
                        : SocketProtocolFamily.INET);
    }

    /** The IP version of an address. */
    static StandardProtocolFamily family(InetAddress address) {
        return address instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
    }
}
