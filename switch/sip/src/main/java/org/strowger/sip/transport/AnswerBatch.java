package org.strowger.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.sip.SipCounter;

/**
 * What one socket answers without state until it has nothing more to read. Answers of one length to
 * one place, one after the other, as when a trunk floods, leave as one buffer that the kernel cuts
 * up (Linux, UDP_SEGMENT): the way through its layers is most of what a refusal costs, and so it is
 * gone once for many. For the socket's thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write comes to a listener or the handler.
final class AnswerBatch {

    /** In one write; the kernel takes 64, of 65,507 octets together. */
    static final int MOST = 32;

    /** A longer one may not fit a link's frame, and what was cut up is never fragmented. */
    private static final int LONGEST = 1_200;

    private static final Logger LOG = LoggerFactory.getLogger(AnswerBatch.class);

    private final MessageGate gate;
    private boolean cutting;
    private byte @Nullable [] first;
    private @Nullable InetSocketAddress to;
    private @Nullable ByteBuf several;

    /**
     * Of one socket, and empty.
     *
     * @param cutting whether the kernel can
     */
    AnswerBatch(MessageGate gate, boolean cutting) {
        this.gate = gate;
        this.cutting = cutting;
    }

    /**
     * Writes an answer, now or with others; a flood's get no more room than the socket's buffer.
     */
    void add(ChannelHandlerContext ctx, byte[] octets, InetSocketAddress destination) {
        if (!ctx.channel().isWritable()) {
            gate.count(SipCounter.SEND_FAILED);
            return;
        }
        if (!goesWithOthers(octets, destination)) {
            write(ctx);
            first = octets;
            to = destination;
            return;
        }
        append(ctx, octets);
    }

    private boolean goesWithOthers(byte[] octets, InetSocketAddress destination) {
        return cutting
                && first != null
                && octets.length == first.length
                && octets.length <= LONGEST
                && destination.equals(to)
                && (several == null || several.readableBytes() < MOST * octets.length);
    }

    private void append(ChannelHandlerContext ctx, byte[] octets) {
        var all = several;
        if (all == null && first != null) {
            all = ctx.alloc().ioBuffer(MOST * octets.length).writeBytes(first);
            several = all;
        }
        if (all != null) {
            all.writeBytes(octets);
        }
    }

    /** Writes what is left; the flush is the caller's. */
    void write(ChannelHandlerContext ctx) {
        if (first == null || to == null) {
            return;
        }
        if (several == null) {
            ctx.write(new DatagramPacket(Unpooled.wrappedBuffer(first), to), ctx.voidPromise());
        } else {
            writeSeveral(ctx, several, first.length, to);
        }
        first = null;
        to = null;
        several = null;
    }

    private void writeSeveral(
            ChannelHandlerContext ctx, ByteBuf all, int length, InetSocketAddress destination) {
        int count = all.readableBytes() / length;
        ctx.write(new SegmentedDatagramPacket(all, length, destination))
                .addListener(written -> {
                    if (!written.isSuccess()) {
                        failed(ctx.channel(), count, written.cause());
                    }
                });
    }

    /** Some ways out cannot cut: they get one by one what the peers ask for again. */
    private void failed(Channel socket, int count, Throwable cause) {
        for (int i = 0; i < count; i++) {
            gate.count(SipCounter.SEND_FAILED);
        }
        if (cutting && socket.isOpen()) {
            cutting = false;
            LOG.info("SIP: answers leave one by one from {}: {}", socket.localAddress(), cause);
        }
    }

    /** Lets go of what was not written: the socket is gone. */
    void drop() {
        if (several != null) {
            several.release();
        }
        first = null;
        to = null;
        several = null;
    }
}
