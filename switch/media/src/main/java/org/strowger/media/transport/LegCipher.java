package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaCounters;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.RtpHeader;
import org.strowger.media.srtp.SrtpKeys;
import org.strowger.media.srtp.SrtpReceiver;
import org.strowger.media.srtp.SrtpSender;

/**
 * The edge of one leg: between the octets of its socket and the plain packets that everything else
 * here works on. A leg without encryption is asked one question a packet.
 */
final class LegCipher {

    private final RtpLoop loop;
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;

    LegCipher(RtpLoop loop) {
        this.loop = loop;
    }

    /** {@link org.strowger.media.MediaLeg#encrypt}. */
    void use(@Nullable SrtpKeys keys) {
        if (keys == null) {
            sender = null;
            receiver = null;
            return;
        }
        if (sender == null || !sender.key().equals(keys.ours())) {
            sender = new SrtpSender(keys.ours());
        }
        if (receiver == null || !receiver.key().equals(keys.theirs())) {
            receiver = new SrtpReceiver(keys.theirs());
        }
    }

    /**
     * Decrypts what has come, in the loop's array and in the datagram.
     *
     * @param length of it in the array
     * @return its length now; negative when it was dropped, and counted
     */
    int open(ByteBuf datagram, int length) {
        var opened = receiver;
        if (opened == null) {
            return length;
        }
        var in = loop.in;
        int plain = RtpHeader.isRtcp(in, length) ? opened.rtcp(in, length) : opened.rtp(in, length);
        if (plain < 0) {
            boolean again = plain == SrtpReceiver.REPEATED;
            counters().increment(again ? Counter.SRTP_REPEATED : Counter.SRTP_FORGED);
            return plain;
        }
        int start = datagram.readerIndex();
        datagram.setBytes(start, in, 0, plain);
        datagram.writerIndex(start + plain);
        return plain;
    }

    private MediaCounters counters() {
        return loop.shared.counters();
    }

    /**
     * Encrypts an RTP packet.
     *
     * @param packet is given away
     * @return what to send; null for nothing
     */
    @Nullable ByteBuf seal(ByteBuf packet) {
        return sender == null ? packet : seal(sender, packet, false);
    }

    /** The same of an RTCP packet. */
    @Nullable ByteBuf sealRtcp(ByteBuf packet) {
        return sender == null ? packet : seal(sender, packet, true);
    }

    /** Into a buffer of its own: what was received is part of one that does not grow. */
    private @Nullable ByteBuf seal(SrtpSender by, ByteBuf packet, boolean rtcp) {
        try {
            int length = packet.readableBytes();
            if (length > RtpLoop.LONGEST_DATAGRAM) {
                return null;
            }
            var octets = loop.sealed;
            packet.getBytes(packet.readerIndex(), octets, 0, length);
            int longer = rtcp ? by.rtcp(octets, length) : by.rtp(octets, length);
            return longer < 0
                    ? null
                    : packet.alloc().directBuffer(longer).writeBytes(octets, 0, longer);
        } finally {
            packet.release();
        }
    }
}
