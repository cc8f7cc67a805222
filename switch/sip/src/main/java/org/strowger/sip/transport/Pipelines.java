package org.strowger.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;

/**
 * What the octets of a connection pass on their way to the gate: TLS where there is some, the
 * guard, and then what knows messages.
 *
 * @param all every channel there is
 * @param tls null when nothing is secure
 * @param origins pages that may connect by WebSocket; empty for any
 */
record Pipelines(
        MessageGate gate,
        Connections connections,
        ChannelGroup all,
        @Nullable TlsContexts tls,
        Set<String> origins) {

    private static final int HTTP_LINE = 4_096;
    private static final int HTTP_HEADERS = 8_192;

    /** For connections that come in. */
    ChannelHandler accepted(Flow.Transport transport) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                if (transport == Flow.Transport.TLS || transport == Flow.Transport.WSS) {
                    channel.pipeline().addLast(secure().accepting(channel.alloc()));
                }
                messages(channel, transport, SipCounter.CONNECTIONS_ACCEPTED);
            }
        };
    }

    /** Whether connections of ours can be opened. */
    boolean opens(Flow.Transport transport) {
        return transport.isOpenedByUs() && (transport != Flow.Transport.TLS || tls != null);
    }

    /** For one connection of ours. */
    ChannelHandler opened(Flow flow) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                if (flow.transport() == Flow.Transport.TLS) {
                    var handler = secure().opening(channel.alloc(), flow.remote());
                    channel.pipeline().addLast(handler);
                }
                messages(channel, flow.transport(), SipCounter.CONNECTIONS_OPENED);
            }
        };
    }

    private TlsContexts secure() {
        return Objects.requireNonNull(tls, "settings without certificate have nothing secure");
    }

    private void messages(Channel channel, Flow.Transport transport, SipCounter admitted) {
        all.add(channel);
        var guard = new ConnectionGuard(gate, connections, transport, admitted);
        var pipeline = channel.pipeline().addLast(guard);
        var limits = connections.limits();
        long messageNanos = limits.messageTime().toNanos();
        switch (transport) {
            case WS, WSS -> {
                guard.expectAtEveryRead(messageNanos);
                pipeline.addLast(
                        new HttpServerCodec(HTTP_LINE, HTTP_HEADERS, HTTP_HEADERS),
                        new HttpObjectAggregator(0),
                        new WebSocketUpgrade(
                                gate, guard, origins, limits.handshakeTime().toNanos()),
                        new WebSocketHandler(gate, guard));
            }
            case TCP, TLS, UDP -> pipeline.addLast(new TcpHandler(gate, guard, messageNanos));
        }
    }
}
