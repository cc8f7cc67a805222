package org.strowger.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;

/** One TCP connection, whoever opened it. */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write comes to exceptionCaught.
final class TcpHandler extends SimpleChannelInboundHandler<ByteBuf> {

    /** How long a peer that was refused has to read why, before the connection is torn down. */
    private static final int LINGER_SECONDS = 1;

    private static final byte[] PONG = {'\r', '\n'};

    private final MessageGate gate;
    private final Connections connections;
    private final SipCounter admitted;
    private @Nullable Flow flow;
    private @Nullable StreamFramer framer;
    private @Nullable Future<?> slow;
    private @Nullable Future<?> idle;
    private long completed;
    private long lastReadNanos;
    private boolean proven;

    /**
     * The handler of a connection that is about to become active.
     *
     * @param admitted what to count when it is
     */
    TcpHandler(MessageGate gate, Connections connections, SipCounter admitted) {
        this.gate = gate;
        this.connections = connections;
        this.admitted = admitted;
    }

    /** What a stream's parts are for this connection. */
    private final class Sink implements StreamFramer.Sink {
        private final ChannelHandlerContext ctx;
        private final Flow from;

        Sink(ChannelHandlerContext ctx, Flow from) {
            this.ctx = ctx;
            this.from = from;
        }

        @Override
        public void onMessage(byte[] octets) {
            try {
                switch (gate.accept(octets, from)) {
                    case MessageGate.Answer answer -> write(answer.octets());
                    case MessageGate.Passed passed -> proven |= passed == MessageGate.Passed.TAKEN;
                }
            } catch (RuntimeException bug) {
                gate.internalError(bug, from);
            }
        }

        @Override
        public void onKeepAlive() {
            gate.count(SipCounter.KEEP_ALIVE);
            write(PONG);
        }

        @Override
        public void onFault(StreamFramer.Fault fault, byte[] head) {
            var answer = gate.refuse(fault, head, from);
            if (answer == null) {
                ctx.close();
                return;
            }
            // A close with octets unread resets the connection, and the answer would be lost.
            ctx.writeAndFlush(Unpooled.wrappedBuffer(answer.octets()))
                    .addListener(_ -> ((DuplexChannel) ctx.channel()).shutdownOutput());
            ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
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
        var remote = (InetSocketAddress) ctx.channel().remoteAddress();
        var local = (InetSocketAddress) ctx.channel().localAddress();
        long number = remote == null ? 0 : connections.admit(ctx.channel(), remote.getAddress());
        if (number == 0) {
            gate.count(SipCounter.CONNECTIONS_REFUSED);
            ctx.close();
            return;
        }
        gate.count(admitted);
        flow = new Flow(Flow.Transport.TCP, local, remote, number);
        framer = new StreamFramer(new Sink(ctx, flow));
        lastReadNanos = System.nanoTime();
        scheduleIdle(ctx, idleNanos());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf in) {
        if (framer == null) {
            return;
        }
        lastReadNanos = System.nanoTime();
        framer.add(in);
        watchTime(ctx, framer);
    }

    /** A message has a limited time from its first octet to its last. */
    private void watchTime(ChannelHandlerContext ctx, StreamFramer stream) {
        if (slow != null && (stream.completed() != completed || !stream.isPartial())) {
            slow.cancel(false);
            slow = null;
        }
        completed = stream.completed();
        if (slow == null && stream.isPartial()) {
            long nanos = connections.limits().messageTime().toNanos();
            slow =
                    ctx.executor()
                            .schedule(
                                    () -> close(ctx, SipCounter.SLOW), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void scheduleIdle(ChannelHandlerContext ctx, long nanos) {
        idle = ctx.executor().schedule(() -> checkIdle(ctx), nanos, TimeUnit.NANOSECONDS);
    }

    /** A phone that is registered or talks may be silent for as long as its registration lasts. */
    private long idleNanos() {
        var limits = connections.limits();
        return (proven ? limits.provenIdleTime() : limits.idleTime()).toNanos();
    }

    private void checkIdle(ChannelHandlerContext ctx) {
        long left = idleNanos() - (System.nanoTime() - lastReadNanos);
        if (left <= 0) {
            close(ctx, SipCounter.IDLE);
        } else {
            scheduleIdle(ctx, left);
        }
    }

    private void close(ChannelHandlerContext ctx, SipCounter why) {
        gate.count(why);
        ctx.close();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancel(slow);
        cancel(idle);
        if (flow != null) {
            connections.remove(flow.connection(), flow.remote().getAddress());
            gate.closed(flow);
        }
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException) && flow != null) {
            gate.internalError(cause, flow);
        }
        ctx.close(); // A reset is an ordinary end; the closed flow is told in channelInactive.
    }
}
