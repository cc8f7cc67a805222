package org.strowger.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;

/**
 * TCP connections that we open: one to each remote address, used again until it closes (RFC 3261,
 * section 18). What is sent before it is open waits, a bounded number of messages.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write comes to exceptionCaught.
final class OpenedConnections {

    private final Bootstrap bootstrap;
    private final MessageGate gate;
    private final int waitingLimit;
    private final Map<InetSocketAddress, Opened> byRemote = new ConcurrentHashMap<>();

    OpenedConnections(Bootstrap bootstrap, MessageGate gate, int waitingLimit) {
        this.bootstrap = bootstrap;
        this.gate = gate;
        this.waitingLimit = waitingLimit;
    }

    boolean send(Flow flow, byte[] message) {
        if (flow.remote().isUnresolved()) {
            return false; // A name would be looked up, and that waits.
        }
        return byRemote.computeIfAbsent(flow.remote(), _ -> new Opened(flow)).send(message);
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
            return local == null || local.isAnyLocalAddress()
                    ? bootstrap.connect(flow.remote())
                    : bootstrap.connect(flow.remote(), new InetSocketAddress(local, 0));
        }

        private void connected(ChannelFuture future) {
            var opened = future.channel();
            if (!future.isSuccess()) {
                gate.count(SipCounter.CONNECT_FAILED); // Before anybody is told.
            }
            opened.closeFuture().addListener(_ -> closed());
            if (!future.isSuccess()) {
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
            byRemote.remove(flow.remote(), this);
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
