package org.strowger.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;

/**
 * What the octets of a connection pass on their way to the gate: TLS where there is some, the
 * guard, and then what knows messages.
 *
 * @param all every channel there is
 * @param tls null when nothing is secure
 */
record Pipelines(
        MessageGate gate, Connections connections, ChannelGroup all, @Nullable TlsContexts tls) {

    /** For connections that come in. */
    ChannelHandler accepted(Flow.Transport transport) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                if (transport == Flow.Transport.TLS) {
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
        long messageNanos = connections.limits().messageTime().toNanos();
        channel.pipeline().addLast(guard, new TcpHandler(gate, guard, messageNanos));
    }
}
