package org.strowger.sip.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;

/**
 * What one connection may take, whoever opened it and whatever its octets mean: a place among the
 * others, and time. It stands behind TLS and before everything else; it is there from the
 * connection's first moment, so a TLS handshake needs a place too.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Timers, and closes that cannot fail.
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    private final MessageGate gate;
    private final Connections connections;
    private final Flow.Transport transport;
    private final SipCounter admitted;
    private @Nullable Flow flow;
    private @Nullable Future<?> slow;
    private @Nullable Future<?> idle;
    private long lastReadNanos;
    private boolean proven;
    private long readNanos;

    /**
     * The guard of a connection that is about to become active.
     *
     * @param admitted what to count when it is
     */
    ConnectionGuard(
            MessageGate gate,
            Connections connections,
            Flow.Transport transport,
            SipCounter admitted) {
        this.gate = gate;
        this.connections = connections;
        this.transport = transport;
        this.admitted = admitted;
    }

    /** The way its messages come; there is one once the connection has a place. */
    Flow flow() {
        return Objects.requireNonNull(flow, "handlers behind this one see admitted ones only");
    }

    /** Hands a message to the gate. */
    MessageGate.Fate accept(byte[] octets) {
        try {
            var fate = gate.accept(octets, flow());
            proven |= fate == MessageGate.Passed.TAKEN;
            return fate;
        } catch (RuntimeException bug) {
            gate.internalError(bug, flow());
            return MessageGate.Passed.DROPPED;
        }
    }

    /** Something is to be whole within this time, if that is not said already. */
    void expect(ChannelHandlerContext ctx, long nanos) {
        if (slow == null) {
            slow =
                    ctx.executor()
                            .schedule(
                                    () -> close(ctx, SipCounter.SLOW), nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** For streams where only the handlers behind know what is whole, and not what is begun. */
    void expectAtEveryRead(long nanos) {
        readNanos = nanos;
    }

    /** What was expected is whole. */
    void whole() {
        cancel(slow);
        slow = null;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        var remote = (InetSocketAddress) ctx.channel().remoteAddress();
        var local = (InetSocketAddress) ctx.channel().localAddress();
        long number = remote == null ? 0 : connections.admit(ctx.channel(), remote.getAddress());
        if (remote == null || number == 0) {
            gate.count(SipCounter.CONNECTIONS_REFUSED);
            ctx.close();
            return;
        }
        // Asked once it is among those that a ban closes: none slips in between.
        if (admitted == SipCounter.CONNECTIONS_ACCEPTED && gate.shutsConnections(remote)) {
            connections.remove(number, remote.getAddress());
            ctx.close();
            return;
        }
        gate.count(admitted);
        flow = new Flow(transport, local, remote, number);
        lastReadNanos = System.nanoTime();
        scheduleIdle(ctx, idleNanos());
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object in) {
        if (flow == null) {
            ReferenceCountUtil.release(in);
            return;
        }
        lastReadNanos = System.nanoTime();
        if (readNanos > 0) {
            expect(ctx, readNanos);
        }
        ctx.fireChannelRead(in);
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
    public void channelInactive(ChannelHandlerContext ctx) {
        whole();
        cancel(idle);
        if (flow != null) {
            connections.remove(flow.connection(), flow.remote().getAddress());
            gate.closed(flow);
        }
        ctx.fireChannelInactive();
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (flow != null
                && event instanceof SslHandshakeCompletionEvent handshake
                && !handshake.isSuccess()) {
            boolean late = handshake.cause() instanceof SslHandshakeTimeoutException;
            close(ctx, late ? SipCounter.SLOW : SipCounter.TLS_FAILED);
        }
        ctx.fireUserEventTriggered(event);
    }

    /**
     * A reset, and octets that are not what they should be, are ordinary ends; the closed flow is
     * told in channelInactive.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean peers = cause instanceof IOException || cause instanceof DecoderException;
        if (!peers && flow != null) {
            gate.internalError(cause, flow);
        }
        ctx.close();
    }
}
