package org.strowger.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;

/**
 * Connections that we open, over TCP and TLS: one to each remote address, used again until it
 * closes (RFC 3261, section 18). What is sent before it is open waits, a bounded number of
 * messages; a connection over TLS is open when its handshake is done.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write comes to exceptionCaught.
final class OpenedConnections {

    private final Bootstrap bootstrap;
    private final Pipelines pipelines;
    private final MessageGate gate;
    private final int waitingLimit;
    private final Map<To, Opened> opened = new ConcurrentHashMap<>();

    /** Where one leads, and the name that its certificate is for. */
    private record To(Flow.Transport transport, InetSocketAddress remote, String host) {
        static To of(Flow flow) {
            return new To(flow.transport(), flow.remote(), flow.remote().getHostString());
        }
    }

    OpenedConnections(
            Bootstrap bootstrap, Pipelines pipelines, MessageGate gate, int waitingLimit) {
        this.bootstrap = bootstrap;
        this.pipelines = pipelines;
        this.gate = gate;
        this.waitingLimit = waitingLimit;
    }

    boolean send(Flow flow, byte[] message) {
        if (flow.remote().isUnresolved() || !pipelines.opens(flow.transport())) {
            return false; // A name would be looked up, and that waits.
        }
        return opened.computeIfAbsent(To.of(flow), _ -> new Opened(flow)).send(message);
    }

    /** One of them. Its monitor is held only while it opens. */
    private final class Opened {
        private final Flow flow;
        private final Queue<byte[]> waiting = new ArrayDeque<>();
        private boolean opening;
        private volatile @Nullable Channel channel;

        Opened(Flow flow) {
            this.flow = flow;
        }

        boolean send(byte[] message) {
            var open = channel;
            return open == null ? sendLater(message) : write(open, message);
        }

        private synchronized boolean sendLater(byte[] message) {
            var open = channel;
            if (open != null) {
                return write(open, message);
            }
            if (waiting.size() >= waitingLimit) {
                return false;
            }
            waiting.add(message);
            if (!opening) {
                opening = true;
                connect().addListener(future -> connected((ChannelFuture) future));
            }
            return true;
        }

        private ChannelFuture connect() {
            var local = flow.local().getAddress();
            var own = bootstrap.clone().handler(pipelines.opened(flow));
            return local == null || local.isAnyLocalAddress()
                    ? own.connect(flow.remote())
                    : own.connect(flow.remote(), new InetSocketAddress(local, 0));
        }

        private void connected(ChannelFuture future) {
            var channel = future.channel();
            var tls = future.isSuccess() ? channel.pipeline().get(SslHandler.class) : null;
            if (tls == null) {
                opened(channel, future.isSuccess());
            } else {
                tls.handshakeFuture().addListener(done -> opened(channel, done.isSuccess()));
            }
        }

        private void opened(Channel opened, boolean success) {
            if (!success) {
                gate.count(SipCounter.CONNECT_FAILED); // Before anybody is told.
            }
            opened.closeFuture().addListener(_ -> closed());
            if (!success) {
                opened.close();
                return;
            }
            synchronized (this) {
                waiting.forEach(message -> write(opened, message));
                waiting.clear();
                channel = opened;
            }
        }

        private void closed() {
            opened.remove(To.of(flow), this);
            gate.closed(flow);
        }
    }

    static boolean write(Channel channel, byte[] message) {
        if (!channel.isActive() || !channel.isWritable()) {
            return false;
        }
        channel.writeAndFlush(Unpooled.wrappedBuffer(message), channel.voidPromise());
        return true;
    }
}
