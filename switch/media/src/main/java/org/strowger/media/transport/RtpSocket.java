package org.strowger.media.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.media.MediaCounters.Counter;

/**
 * A port and its socket, of one leg after the other. It is the end of its channel's pipeline: what
 * comes in goes to the leg.
 */
final class RtpSocket extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(RtpSocket.class);

    /** By the port table's index. */
    final int port;

    final Channel channel;

    /** Since when it has no leg. */
    long restsSinceMicros;

    private final RtpSockets sockets;
    private @Nullable RtpLeg leg;

    RtpSocket(RtpSockets sockets, int port, Channel channel, RtpLeg leg) {
        this.sockets = sockets;
        this.port = port;
        this.channel = channel;
        this.leg = leg;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    void serve(RtpLeg next) {
        leg = next;
    }

    /** {@link RtpSockets#openAbove}. */
    void openAbove(RtcpPort door) {
        sockets.openAbove(this, door);
    }

    /** The leg is over: it may rest, or be closed. */
    void release() {
        sockets.release(this);
    }

    void rest(long nowMicros) {
        leg = null;
        restsSinceMicros = nowMicros;
    }

    /** Whether it owes nobody anything: what the last leg sent has gone. */
    boolean isClean() {
        var waiting = channel.unsafe().outboundBuffer();
        return channel.isActive() && waiting != null && waiting.totalPendingWriteBytes() == 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof DatagramPacket datagram) {
                hear(datagram);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void hear(DatagramPacket datagram) {
        if (leg == null) {
            sockets.counters().increment(Counter.STRANGERS); // The last leg's peer, or nobody.
        } else {
            leg.onDatagram(datagram.content(), datagram.sender());
        }
    }

    /** Whoever closes the socket, the leg ends: a call must not wait for a port that has gone. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (leg != null) {
            leg.closeNow();
        }
    }

    /** Failures of reading and of sending both end here, as sending has no promise. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (leg == null) {
            nobodys(cause);
        } else if (cause instanceof IOException) {
            leg.onSocketTrouble();
        } else {
            leg.fail(cause);
        }
    }

    /** With a defect it serves nobody any more. */
    private void nobodys(Throwable cause) {
        sockets.counters().increment(Counter.SEND_FAILURES);
        if (!(cause instanceof IOException)) {
            log.error("the socket at {}, which rests, is closed", address(), cause);
            var _ = channel.close();
        }
    }
}
