package org.strowger.harness.rtp.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.harness.rtp.RtpHeader;
import org.strowger.harness.rtp.SoundCounter;

/** A UDP port of the generator. Talks on it are told apart by where their packets come from. */
final class RtpPort extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(RtpPort.class);
    private static final long SILENCE_NANOS = 1_000_000_000;

    /** Sources that nobody expects, on one port. More are counted, not measured. */
    private static final int MOST_UNKNOWN = 1_000;

    private final RtpLoop loop;
    private final boolean latching;
    private final Map<InetSocketAddress, Talk> talks = new HashMap<>();
    private volatile @Nullable Channel channel;
    private boolean sweeping;
    private volatile boolean heard;

    RtpPort(RtpLoop loop, boolean latching) {
        this.loop = loop;
        this.latching = latching;
    }

    RtpLoop loop() {
        return loop;
    }

    Channel channel() {
        return Objects.requireNonNull(channel, "not bound");
    }

    /** From any thread, once it is bound. */
    InetSocketAddress local() {
        return (InetSocketAddress) channel().localAddress();
    }

    /** From any thread: whether anything ever came. */
    boolean heard() {
        return heard;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    /** The stream's sound goes to and comes from there. */
    Talk connect(PortStream stream, InetSocketAddress remote) {
        var known = talks.get(remote);
        if (known == null || known.ended || known.owner != null) {
            if (known != null) {
                end(known); // two streams to one address cannot be told apart: the later has it
            }
            known = new Talk(this, remote, false);
            talks.put(remote, known);
        }
        known.owner = stream;
        if (known.reception.heard()) {
            stream.onHeard();
        }
        loop.pacer().add(known);
        return known;
    }

    /** Whether a latched talk has heard nothing for too long. */
    boolean isOver(Talk talk, long nanos) {
        return talk.latched && nanos - talk.reception.lastAt() > SILENCE_NANOS;
    }

    /** Stops sending and measuring. */
    void end(Talk talk) {
        loop.pacer().remove(talk);
        if (!talk.ended) {
            talk.ended = true;
            talk.reception.end();
        }
        if (talk.latched) {
            talks.remove(talk.remote, talk);
        } else {
            sweepLater();
        }
    }

    void flush() {
        channel().flush();
    }

    /** From any thread. */
    void close() {
        loop.execute(() -> {
            List.copyOf(talks.values()).forEach(this::end);
            talks.clear();
            var _ = channel().close();
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof DatagramPacket datagram) {
                onDatagram(datagram.content(), datagram.sender());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Failures of reading and of sending both end here, as sending has no promise. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        loop.meter().count(SoundCounter.SEND_FAILURES);
        if (!(cause instanceof IOException)) {
            LOG.error("RTP port {} fails", ctx.channel().localAddress(), cause);
        }
    }

    private void onDatagram(ByteBuf datagram, InetSocketAddress sender) {
        int start = datagram.readerIndex();
        if (datagram.readableBytes() < RtpHeader.LENGTH
                || !RtpHeader.isRtp(datagram.getInt(start))) {
            loop.meter().count(SoundCounter.NOT_RTP);
            return;
        }
        long now = System.nanoTime();
        var talk = talks.get(sender);
        if (talk == null) {
            talk = unknown(sender);
        }
        if (talk == null || talk.ended) {
            loop.meter().count(SoundCounter.STRAYS);
            return;
        }
        boolean first =
                talk.reception.onPacket(
                        now,
                        datagram.getInt(start),
                        datagram.getInt(start + 4),
                        datagram.getInt(start + 8));
        if (first) {
            onSource(talk);
        }
    }

    private void onSource(Talk talk) {
        heard = true;
        if (talk.owner != null) {
            talk.owner.onHeard();
        } else if (talk.latched) {
            loop.meter().count(SoundCounter.STREAMS);
            loop.meter().count(SoundCounter.HEARD);
            if (!talk.isSending()) {
                loop.pacer().add(talk);
            }
        }
    }

    private @Nullable Talk unknown(InetSocketAddress sender) {
        if (talks.size() >= MOST_UNKNOWN && !latching) {
            return null;
        }
        var talk = new Talk(this, sender, latching);
        talks.put(sender, talk);
        if (!latching) {
            sweepLater();
        }
        return talk;
    }

    /** Forgets, after a while, what ended and what nobody came to expect. */
    private void sweepLater() {
        if (!sweeping) {
            sweeping = true;
            loop.schedule(this::sweep, SILENCE_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void sweep() {
        sweeping = false;
        long now = System.nanoTime();
        talks.values().removeIf(talk -> isForgotten(talk, now));
        if (talks.values().stream().anyMatch(talk -> talk.ended || talk.owner == null)) {
            sweepLater();
        }
    }

    private static boolean isForgotten(Talk talk, long now) {
        boolean silent = now - talk.reception.lastAt() > SILENCE_NANOS;
        if (silent && !talk.ended && talk.owner == null) {
            talk.reception.end();
            return true;
        }
        return silent && talk.ended;
    }
}
