package org.strowger.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/**
 * Sending on one bound UDP channel. Messages that its own thread sends one after the other are
 * flushed together, in one system call where the platform has one for it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write comes to exceptionCaught.
final class UdpSocket {

    private final Channel channel;
    private final Executor soon;
    private final Runnable flush = this::flush;
    private boolean unflushed; // its own thread's

    /**
     * Of a channel.
     *
     * @param soon on the channel's own thread: runs something when that has nothing more to do
     */
    UdpSocket(Channel channel, Executor soon) {
        this.channel = channel;
        this.soon = soon;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Octets that the kernel keeps until they are read; Linux says twice as many. */
    int receiveBuffer() {
        int said = channel.config().getOption(ChannelOption.SO_RCVBUF);
        return channel instanceof EpollDatagramChannel ? said / 2 : said;
    }

    boolean send(InetSocketAddress remote, byte[] message) {
        if (remote.isUnresolved() || !channel.isActive() || !channel.isWritable()) {
            return false;
        }
        var packet = new DatagramPacket(Unpooled.wrappedBuffer(message), remote);
        if (channel.eventLoop().inEventLoop()) {
            write(packet);
        } else {
            channel.eventLoop().execute(() -> write(packet));
        }
        return true;
    }

    private void write(DatagramPacket packet) {
        channel.write(packet, channel.voidPromise());
        if (!unflushed) {
            unflushed = true;
            soon.execute(flush);
        }
    }

    private void flush() {
        unflushed = false;
        channel.flush();
    }
}
