package org.strowger.sip.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounters;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.transport.TransportSettings.TcpLimits;
import org.strowger.sip.transport.TransportSettings.Tls;
import org.strowger.sip.transport.TransportSettings.Web;

/** What every socket of SIP puts into its packets for networks that serve some first. */
class CodePointTest {

    private final SipCounters counters = new SipCounters();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, Bootstraps.handlers());

    /** Keeps the connections that were accepted. */
    @Sharable
    private static final class Accepted extends ChannelInboundHandlerAdapter {
        final List<Channel> channels = new CopyOnWriteArrayList<>();

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            channels.add(ctx.channel());
        }
    }

    /** Nobody sends anything. */
    private static final class Nobody implements SipTransport.Receiver {
        @Override
        public boolean onMessage(InboundMessage message) {
            return false;
        }

        @Override
        public void onClosed(Flow flow) {}
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    @Rfc(number = 2474, section = "3")
    void datagramsAndStreamsBothWaysHaveIt(String loopback) {
        var any = new InetSocketAddress(InetAddress.ofLiteral(loopback), 0);
        var bootstraps = bootstraps(TransportSettings.CLASS_SELECTOR_3);
        var accepted = new Accepted();
        var udp = bootstraps.datagrams(gate()).bind(any).syncUninterruptibly().channel();
        var server = bootstraps.server(accepted).bind(any).syncUninterruptibly().channel();
        var client =
                bootstraps
                        .client()
                        .handler(new ChannelInboundHandlerAdapter())
                        .connect(server.localAddress())
                        .syncUninterruptibly()
                        .channel();
        await().until(() -> !accepted.channels.isEmpty());
        for (var socket : List.of(udp, client, accepted.channels.getFirst())) {
            assertEquals(24 << 2, socket.config().getOption(ChannelOption.IP_TOS));
        }
    }

    @Test
    void withoutOnePacketsAreLikeAnyOther() {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var udp = bootstraps(0).datagrams(gate()).bind(any).syncUninterruptibly().channel();
        assertEquals(0, udp.config().getOption(ChannelOption.IP_TOS));
    }

    @Test
    void aCodePointHasSixBits() {
        assertThrows(IllegalArgumentException.class, () -> settings(64));
        assertThrows(IllegalArgumentException.class, () -> settings(-1));
    }

    private MessageGate gate() {
        return new MessageGate(
                new Nobody(), counters, new Overload(), SipTransport.Observers.none(counters));
    }

    private Bootstraps bootstraps(int dscp) {
        return new Bootstraps(loops, null, settings(dscp));
    }

    private static TransportSettings settings(int dscp) {
        var none = List.<InetSocketAddress>of();
        return new TransportSettings(none, none, Tls.NONE, Web.NONE, 1, TcpLimits.DEFAULT, dscp);
    }
}
