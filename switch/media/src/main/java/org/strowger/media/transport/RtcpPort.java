package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.RtpHeader;

/**
 * The port above a leg's, for the RTCP of a peer that does not want it by the port of RTP (RFC
 * 3550, section 11). It is open from when that is negotiated until the leg is over, or until both
 * share a port after all. Where the port is another leg's, there is no RTCP; nor beside keys from a
 * handshake, which would need one of its own here (RFC 5764, section 3).
 */
final class RtcpPort extends ChannelInboundHandlerAdapter {

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final LegMonitor monitor;
    private InetSocketAddress signalled;
    private @Nullable InetSocketAddress heardFrom;
    private @Nullable Channel channel;
    private Runnable giveBack = () -> {};
    private boolean closed;

    /**
     * Not open yet.
     *
     * @param there where the peer's description wants it
     */
    RtcpPort(RtpLeg leg, RtpLoop loop, LegMonitor monitor, InetSocketAddress there) {
        this.leg = leg;
        this.loop = loop;
        this.monitor = monitor;
        this.signalled = there;
    }

    /** The peer has it somewhere else now, perhaps. */
    void move(InetSocketAddress there) {
        if (!there.equals(signalled)) {
            signalled = there;
            heardFrom = null;
        }
    }

    /** It is bound. */
    void opened(Channel bound, Runnable release) {
        channel = bound;
        giveBack = release;
        if (closed) {
            shut(bound);
        }
    }

    /** Possible at any time. */
    void close() {
        closed = true;
        if (channel != null) {
            shut(channel);
        }
    }

    private void shut(Channel bound) {
        channel = null;
        bound.close().addListener(_ -> giveBack.run());
    }

    /** The loop's RTCP packet, if voice came from that machine: nobody else is sent anything. */
    void send() {
        var voice = leg.heardFrom();
        var open = channel;
        var to = heardFrom == null ? signalled : heardFrom;
        if (open == null || voice == null || !voice.getAddress().equals(to.getAddress())) {
            return;
        }
        if (leg.cipher().isForVoiceOnly()) {
            return;
        }
        var out = loop.rtcpOut;
        var packet = open.alloc().directBuffer(out.length());
        var sealed = leg.cipher().sealRtcp(packet.writeBytes(out.octets(), 0, out.length()));
        if (sealed != null) { // Else there are no keys yet.
            loop.shared.counters().increment(Counter.RTCP_SENT);
            var _ = open.writeAndFlush(new DatagramPacket(sealed, to), open.voidPromise());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof DatagramPacket datagram) {
                leg.guard(() -> hear(datagram.content(), datagram.sender()));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void hear(ByteBuf datagram, InetSocketAddress from) {
        boolean known = heardFrom == null ? isThere(from) : from.equals(heardFrom);
        if (!known && !from.equals(signalled)) {
            loop.shared.counters().increment(Counter.STRANGERS);
            return;
        }
        int length = datagram.readableBytes();
        if (length > RtpLoop.LONGEST_DATAGRAM) {
            loop.shared.counters().increment(Counter.RTCP_MALFORMED);
            return;
        }
        datagram.getBytes(datagram.readerIndex(), loop.in, 0, length);
        if (!RtpHeader.isRtcp(loop.in, length)) {
            loop.shared.counters().increment(Counter.RTCP_MALFORMED);
            return;
        }
        take(datagram, length, from);
    }

    /** RTCP by the look of it. */
    private void take(ByteBuf datagram, int octets, InetSocketAddress from) {
        if (leg.cipher().isForVoiceOnly()) {
            loop.shared.counters().increment(Counter.SRTP_FORGED);
            return;
        }
        int length = leg.cipher().open(datagram, octets, from);
        if (length < 0) {
            return; // Nobody knows who sent it.
        }
        heardFrom = from;
        long now = loop.nowMicros();
        monitor.heard(now);
        monitor.onRtcp(length, now);
    }

    /** The same machine: behind a NAT it may come from another port than it said. */
    private boolean isThere(InetSocketAddress from) {
        return from.getAddress().equals(signalled.getAddress());
    }

    /** A peer that has closed its port makes the kernel say so: the leg goes on. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        loop.shared.counters().increment(Counter.SEND_FAILURES);
    }
}
