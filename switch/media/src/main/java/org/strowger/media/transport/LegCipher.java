package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.RtpHeader;
import org.strowger.media.dtls.DtlsTerms;
import org.strowger.media.ice.IceCredentials;
import org.strowger.media.srtp.Encryption;
import org.strowger.media.srtp.SrtpKeys;
import org.strowger.media.srtp.SrtpReceiver;
import org.strowger.media.srtp.SrtpSender;

/**
 * The edge of one leg: between the octets of its socket and the plain packets that everything else
 * here works on. A leg without encryption is asked one question a packet.
 */
final class LegCipher {

    /** In place of a length: it is for nobody else. */
    private static final int TAKEN = -1;

    /** Keys of ours that go on when they come back: two are offered, and each fork chooses. */
    private static final int MOST_OURS = 8;

    /** The same of theirs: a phone, music while it is on hold, the phone again. */
    private static final int MOST_THEIRS = 4;

    private final RtpLeg leg;
    private final RtpLoop loop;
    private boolean plain = true;
    private boolean answered;
    private @Nullable Channel channel; // while the socket is open
    private final RecentKeys<SrtpSender> senders = new RecentKeys<>(MOST_OURS);
    private @Nullable SrtpSender sender;
    private final RecentKeys<SrtpReceiver> receivers = new RecentKeys<>(MOST_THEIRS);
    private @Nullable SrtpReceiver receiver;
    private @Nullable LegDtls dtls;
    private @Nullable LegIce ice;

    LegCipher(RtpLeg leg, RtpLoop loop) {
        this.leg = leg;
        this.loop = loop;
    }

    /**
     * {@link org.strowger.media.MediaLeg#encrypt}.
     *
     * @return whether the association of before goes on
     */
    boolean use(@Nullable Encryption how) {
        boolean goesOn =
                dtls != null && how instanceof DtlsTerms same && same.isAssociationOf(dtls.terms());
        var checks = how instanceof DtlsTerms terms ? terms.checks() : null;
        ice = checks == null ? null : ice(checks, goesOn);
        if (!goesOn) {
            begin(how);
        }
        return goesOn;
    }

    private void begin(@Nullable Encryption how) {
        if (dtls != null) {
            dtls.close();
            dtls = null;
        }
        plain = how == null;
        if (how instanceof SrtpKeys keys) {
            use(keys);
            return;
        }
        sender = null;
        receiver = null;
        if (how instanceof DtlsTerms terms) {
            dtls = new LegDtls(leg, loop, this, terms);
        }
    }

    private LegIce ice(IceCredentials checks, boolean goesOn) {
        return ice != null && ice.ours().equals(checks)
                ? ice
                : new LegIce(loop, this, checks, goesOn ? ice : null);
    }

    /** Who answers the peer's checks; null where it makes none. */
    @Nullable LegIce ice() {
        return ice;
    }

    /** A direction whose key stays goes on as it was. */
    void use(SrtpKeys keys) {
        sender = senders.of(keys.ours(), SrtpSender::new);
        receiver = receivers.of(keys.theirs(), SrtpReceiver::new);
    }

    /** The leg's socket, for a handshake. */
    void sendsBy(Channel open) {
        channel = open;
    }

    /** Whether the keys come from a handshake, so are for the port that it goes by and no other. */
    boolean isForVoiceOnly() {
        return dtls != null;
    }

    /** Where the peer is by its description; null for nowhere. */
    void connect(@Nullable InetSocketAddress remote) {
        if (dtls != null && remote != null) {
            dtls.connect(remote);
        }
    }

    /** {@link org.strowger.media.MediaLeg#answered}. */
    void answered() {
        answered = true;
    }

    /** Looks at the time. */
    void look(long now) {
        if (dtls != null && answered) {
            dtls.look(now);
        }
    }

    void close() {
        if (dtls != null) {
            dtls.close();
        }
        channel = null;
    }

    /** A datagram that is neither RTP nor RTCP. */
    void send(byte[] datagram, InetSocketAddress to) {
        var by = channel;
        if (by != null && by.isWritable()) {
            var packet = by.alloc().directBuffer(datagram.length).writeBytes(datagram);
            var _ = by.writeAndFlush(new DatagramPacket(packet, to), by.voidPromise());
        }
    }

    /**
     * Decrypts what has come, in the loop's array and in the datagram.
     *
     * @param length of it in the array
     * @return its length now; negative when there is nothing for anybody else
     */
    int open(ByteBuf datagram, int length, InetSocketAddress from) {
        return plain ? length : opened(datagram, length, from);
    }

    private int opened(ByteBuf datagram, int length, InetSocketAddress from) {
        var in = loop.in;
        if (dtls != null && LegDtls.isDtls(in, length)) {
            dtls.received(in, length, from);
            return TAKEN;
        }
        int open = receiver == null ? SrtpReceiver.FORGED : open(receiver, in, length);
        if (open < 0) {
            boolean again = open == SrtpReceiver.REPEATED;
            loop.shared.counters().increment(again ? Counter.SRTP_REPEATED : Counter.SRTP_FORGED);
            return TAKEN;
        }
        int start = datagram.readerIndex();
        datagram.setBytes(start, in, 0, open);
        datagram.writerIndex(start + open);
        return open;
    }

    private static int open(SrtpReceiver by, byte[] in, int length) {
        return RtpHeader.isRtcp(in, length) ? by.rtcp(in, length) : by.rtp(in, length);
    }

    /**
     * Encrypts an RTP packet.
     *
     * @param packet is given away
     * @return what to send; null for nothing
     */
    @Nullable ByteBuf seal(ByteBuf packet) {
        return plain ? packet : sealed(packet, false);
    }

    /** The same of an RTCP packet. */
    @Nullable ByteBuf sealRtcp(ByteBuf packet) {
        return plain ? packet : sealed(packet, true);
    }

    /** Into a buffer of its own: what was received is part of one that does not grow. */
    private @Nullable ByteBuf sealed(ByteBuf packet, boolean rtcp) {
        try {
            int length = packet.readableBytes();
            if (sender == null || length > RtpLoop.LONGEST_DATAGRAM) {
                return null;
            }
            var by = Objects.requireNonNull(sender);
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
