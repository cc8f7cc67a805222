package org.strowger.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.message.StatelessResponse;

/** Datagrams to messages. */
final class UdpHandler extends SimpleChannelInboundHandler<DatagramPacket> {

    /** Longer ones are not looked at for being a keep-alive. */
    private static final int KEEP_ALIVE_MAX = 20;

    private final MessageGate gate;
    private final Runnable heard;
    private final AnswerBatch answers;

    /**
     * Of one socket.
     *
     * @param heard is run for each datagram, on the socket's thread
     * @param cutting whether the kernel cuts up what is written as one
     */
    UdpHandler(MessageGate gate, Runnable heard, boolean cutting) {
        this.gate = gate;
        this.heard = heard;
        this.answers = new AnswerBatch(gate, cutting);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        heard.run();
        if (gate.shuts(packet.sender())) {
            return;
        }
        if (isKeepAlive(packet.content())) {
            gate.count(SipCounter.KEEP_ALIVE);
            return;
        }
        var local = (InetSocketAddress) ctx.channel().localAddress();
        var flow = new Flow(Flow.Transport.UDP, local, packet.sender(), 0);
        try {
            var octets = ByteBufUtil.getBytes(packet.content());
            if (StunBinding.isStun(octets)) {
                keepAlive(ctx, octets, packet.sender());
                return;
            }
            if (gate.accept(octets, flow) instanceof MessageGate.Answer answer) {
                var to = StatelessResponse.destination(answer.request(), packet.sender());
                answers.add(ctx, answer.octets(), to);
            }
        } catch (RuntimeException bug) {
            gate.internalError(bug, flow);
        }
    }

    private void keepAlive(ChannelHandlerContext ctx, byte[] octets, InetSocketAddress source) {
        gate.count(SipCounter.KEEP_ALIVE);
        var answer = StunBinding.answer(octets, source);
        if (answer != null) {
            answers.add(ctx, answer, source);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        answers.write(ctx);
        ctx.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        answers.drop();
        ctx.fireChannelInactive();
    }

    /** Empty, a NUL, or nothing but line ends. */
    private static boolean isKeepAlive(ByteBuf content) {
        int length = content.readableBytes();
        if (length >= KEEP_ALIVE_MAX) {
            return false;
        }
        for (int i = content.readerIndex(); i < content.writerIndex(); i++) {
            byte b = content.getByte(i);
            if (b != '\r' && b != '\n' && (b != 0 || length != 1)) {
                return false;
            }
        }
        return true;
    }

    /** With void promises a write that failed is told here, as is an ICMP error. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            gate.count(SipCounter.SEND_FAILED);
        } else {
            var local = (InetSocketAddress) ctx.channel().localAddress();
            gate.internalError(cause, new Flow(Flow.Transport.UDP, local, local, 0));
        }
    }
}
