package org.strowger.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.SipCounter;

/** A stream's octets to messages: TCP, or TLS when that is taken off already. */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write comes to exceptionCaught.
final class TcpHandler extends SimpleChannelInboundHandler<ByteBuf> {

    /**
     * How long the answers to what a peer has sent may take to be written, and then how long it has
     * to read them before the connection is torn down.
     */
    private static final int LINGER_SECONDS = 1;

    private static final byte[] PONG = {'\r', '\n'};

    private final MessageGate gate;
    private final ConnectionGuard guard;
    private final long messageNanos;
    private @Nullable StreamFramer framer;
    private long completed;

    /**
     * The last handler of a connection.
     *
     * @param messageNanos from a message's first octet to its last
     */
    TcpHandler(MessageGate gate, ConnectionGuard guard, long messageNanos) {
        this.gate = gate;
        this.guard = guard;
        this.messageNanos = messageNanos;
    }

    /** What a stream's parts are for this connection. */
    private final class Sink implements StreamFramer.Sink {
        private final ChannelHandlerContext ctx;

        Sink(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        @Override
        public void onMessage(byte[] octets) {
            if (guard.accept(octets) instanceof MessageGate.Answer answer) {
                write(answer.octets());
            }
        }

        @Override
        public void onKeepAlive() {
            gate.count(SipCounter.KEEP_ALIVE);
            write(PONG);
        }

        @Override
        public void onFault(StreamFramer.Fault fault, byte[] head) {
            var answer = gate.refuse(fault, head, guard.flow());
            if (answer != null) {
                ctx.write(Unpooled.wrappedBuffer(answer.octets()));
            }
            if (framer != null && framer.completed() > 0) {
                // The signalling thread may not have answered what came before yet.
                ctx.flush();
                ctx.executor().schedule(this::endOutput, LINGER_SECONDS, TimeUnit.SECONDS);
            } else if (answer != null) {
                endOutput();
            } else {
                ctx.close();
            }
        }

        /** A close with octets unread resets the connection, and answers would be lost. */
        private void endOutput() {
            last().addListener(_ -> ((DuplexChannel) ctx.channel()).shutdownOutput());
            ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        }

        /** What is written goes first. TLS says by a message of its own that nothing follows. */
        private ChannelFuture last() {
            var written = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
            var tls = ctx.pipeline().get(SslHandler.class);
            return tls == null ? written : tls.closeOutbound();
        }

        /** A peer that sends and does not read gets no more answers than fit the buffer. */
        private void write(byte[] octets) {
            if (ctx.channel().isWritable()) {
                ctx.write(Unpooled.wrappedBuffer(octets), ctx.voidPromise());
            } else {
                gate.count(SipCounter.SEND_FAILED);
            }
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        framer = new StreamFramer(new Sink(ctx));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf in) {
        if (framer != null) {
            framer.add(in);
            watchTime(ctx, framer);
        }
    }

    /** A message has a limited time from its first octet to its last. */
    private void watchTime(ChannelHandlerContext ctx, StreamFramer stream) {
        if (stream.completed() != completed || !stream.isPartial()) {
            guard.whole();
        }
        completed = stream.completed();
        if (stream.isPartial()) {
            guard.expect(ctx, messageNanos);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        guard.exceptionCaught(ctx, cause);
    }
}
