package org.strowger.media.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;

/** The end of one socket's pipeline: what comes in goes to the leg. */
final class RtpReceiver extends ChannelInboundHandlerAdapter {

    private final RtpLeg leg;

    RtpReceiver(RtpLeg leg) {
        this.leg = leg;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof DatagramPacket datagram) {
                leg.onDatagram(datagram.content(), datagram.sender());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Failures of reading and of sending both end here, as sending has no promise. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            leg.onSocketTrouble();
        } else {
            leg.fail(cause);
        }
    }
}
