package org.strowger.sip.transport;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.FORBIDDEN;
import static io.netty.handler.codec.http.HttpResponseStatus.UPGRADE_REQUIRED;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.message.SipLimits;

/**
 * The one HTTP request of a connection: a WebSocket handshake (RFC 6455, section 4.2) that asks for
 * the subprotocol sip (RFC 7118, section 4). Then it goes, and frames are what comes.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write comes to exceptionCaught.
final class WebSocketUpgrade extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final String SIP = "sip";
    private static final String VERSION = "13";
    private static final int KEY_OCTETS = 16;

    private final MessageGate gate;
    private final ConnectionGuard guard;
    private final Set<String> origins;
    private final long handshakeNanos;

    /**
     * The handler of a connection's beginning.
     *
     * @param origins that may connect; empty for any
     * @param handshakeNanos how long the request may take
     */
    WebSocketUpgrade(
            MessageGate gate, ConnectionGuard guard, Set<String> origins, long handshakeNanos) {
        this.gate = gate;
        this.guard = guard;
        this.origins = origins;
        this.handshakeNanos = handshakeNanos;
    }

    /** Why a handshake is refused. */
    private record Refusal(HttpResponseStatus status, String why) {}

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // TLS's handshake, if there is one, has as much for itself, and comes first.
        boolean secure = guard.flow().transport() == Flow.Transport.WSS;
        guard.expect(ctx, secure ? 2 * handshakeNanos : handshakeNanos);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        guard.whole();
        var refusal = refusal(request);
        if (refusal == null) {
            open(ctx, request);
            return;
        }
        gate.count(SipCounter.WEBSOCKET_REFUSED);
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        refusal.status(),
                        Unpooled.copiedBuffer(refusal.why() + '\n', UTF_8));
        var headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_PLAIN);
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refusal.status().equals(UPGRADE_REQUIRED)) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
        }
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private @Nullable Refusal refusal(FullHttpRequest request) {
        var headers = request.headers();
        if (!request.decoderResult().isSuccess()) {
            return new Refusal(BAD_REQUEST, "not HTTP, or too long");
        }
        if (!request.method().equals(HttpMethod.GET)
                || !headers.containsValue("Connection", "upgrade", true)
                || !headers.containsValue("Upgrade", "websocket", true)
                || !isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""))) {
            return new Refusal(BAD_REQUEST, "no WebSocket handshake");
        }
        if (!headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "").equals(VERSION)) {
            return new Refusal(UPGRADE_REQUIRED, "WebSocket version 13 is spoken here");
        }
        if (!headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SIP, false)) {
            return new Refusal(BAD_REQUEST, "the subprotocol sip must be offered");
        }
        var origin = headers.get(HttpHeaderNames.ORIGIN);
        return origin == null || origins.isEmpty() || origins.contains(origin)
                ? null
                : new Refusal(FORBIDDEN, "this origin is not allowed");
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_OCTETS;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void open(ChannelHandlerContext ctx, FullHttpRequest request) {
        var frames =
                WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(SipLimits.MESSAGE)
                        .allowExtensions(false)
                        .build();
        var pipeline = ctx.pipeline();
        pipeline.addBefore(ctx.name(), null, new Utf8FrameValidator(true));
        new WebSocketServerHandshaker13("", SIP, frames).handshake(ctx.channel(), request);
        pipeline.remove(this);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
        ctx.fireChannelReadComplete();
    }
}
