package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.RtpHeader;

/**
 * The last step of whatever one leg sends: RTP and RTCP to its peer, by its socket, encrypted if
 * the leg is.
 */
final class LegOutlet {

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final Channel channel;
    private final LegStatistics statistics;
    private final LegMonitor monitor;
    private final LegCipher cipher;

    LegOutlet(
            RtpLeg leg,
            RtpLoop loop,
            Channel channel,
            LegStatistics statistics,
            LegMonitor monitor,
            LegCipher cipher) {
        this.leg = leg;
        this.loop = loop;
        this.channel = channel;
        this.statistics = statistics;
        this.monitor = monitor;
        this.cipher = cipher;
        cipher.sendsBy(channel);
    }

    /** A packet of RTP, which is released. */
    void send(ByteBuf packet, InetSocketAddress to) {
        if (monitor.isMuted()) {
            packet.release(); // Nobody knows who is there.
            return;
        }
        if (!channel.isWritable()) {
            packet.release(); // the kernel is behind; a later packet is worth more than this one
            leg.onSocketTrouble(); // or the socket has gone: Netty does not tell that of all
            return;
        }
        int payload = packet.readableBytes() - RtpHeader.LENGTH;
        var sealed = cipher.seal(packet);
        if (sealed == null) {
            return; // No keys yet, or who is relayed has said it twice: its number was sent.
        }
        statistics.sent(payload, loop.nowMicros());
        var _ = channel.writeAndFlush(new DatagramPacket(sealed, to), channel.voidPromise());
    }

    /** The loop's RTCP packet, also while the peer has us on hold. */
    void sendRtcp(InetSocketAddress to) {
        if (!channel.isWritable()) {
            leg.onSocketTrouble();
            return;
        }
        var out = loop.rtcpOut;
        var packet = channel.alloc().directBuffer(out.length());
        var sealed = cipher.sealRtcp(packet.writeBytes(out.octets(), 0, out.length()));
        if (sealed != null) { // Else there are no keys yet.
            loop.shared.counters().increment(Counter.RTCP_SENT);
            var _ = channel.writeAndFlush(new DatagramPacket(sealed, to), channel.voidPromise());
        }
    }
}
