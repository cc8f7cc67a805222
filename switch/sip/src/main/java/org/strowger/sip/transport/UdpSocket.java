package org.strowger.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sending on one bound UDP channel. Messages that are sent while the loop is busy are flushed
 * together, in one system call where the platform has one for it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write comes to exceptionCaught.
final class UdpSocket {

    private final Channel channel;
    private final AtomicBoolean flushPending = new AtomicBoolean();
    private final Runnable beginFlush = this::beginFlush;
    private final Runnable flush;

    UdpSocket(Channel channel) {
        this.channel = channel;
        this.flush = channel::flush;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    boolean send(InetSocketAddress remote, byte[] message) {
        if (remote.isUnresolved() || !channel.isActive() || !channel.isWritable()) {
            return false;
        }
        var packet = new DatagramPacket(Unpooled.wrappedBuffer(message), remote);
        channel.write(packet, channel.voidPromise());
        if (flushPending.compareAndSet(false, true)) {
            channel.eventLoop().execute(beginFlush);
        }
        return true;
    }

    /**
     * Who found a flush pending had written before it began, perhaps just behind it in the loop's
     * queue: so the flush itself goes behind whatever is in there now.
     */
    private void beginFlush() {
        flushPending.set(false);
        channel.eventLoop().execute(flush);
    }
}
