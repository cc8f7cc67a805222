package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.SipCounter;
import org.strowger.sip.message.SipLimits;

/**
 * Frames to messages and back: one message a frame, fragments joined already (RFC 7118, section 5).
 * What we send is text where it can be.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write comes to exceptionCaught.
final class WebSocketHandler extends ChannelDuplexHandler {

    private static final byte[] PONG = {'\r', '\n'};

    private final MessageGate gate;
    private final ConnectionGuard guard;

    /** The fragments of a message that is not whole. */
    private @Nullable ByteArrayOutputStream parts;

    private boolean ended;

    WebSocketHandler(MessageGate gate, ConnectionGuard guard) {
        this.gate = gate;
        this.guard = guard;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object in) {
        try {
            switch (in) {
                case WebSocketFrame _ when ended -> {} // The close is on its way.
                case TextWebSocketFrame text -> part(ctx, text);
                case BinaryWebSocketFrame binary -> part(ctx, binary);
                case ContinuationWebSocketFrame more -> part(ctx, more);
                case PingWebSocketFrame ping -> pong(ctx, ping);
                case PongWebSocketFrame _ -> gate.count(SipCounter.KEEP_ALIVE);
                case CloseWebSocketFrame close -> end(ctx, close.retain());
                default -> ctx.close(); // Octets from before the handshake was answered.
            }
        } finally {
            ReferenceCountUtil.release(in);
        }
        if (parts == null) {
            guard.whole(); // Between the fragments of a message nothing stops its time.
        }
    }

    private void part(ChannelHandlerContext ctx, WebSocketFrame frame) {
        var octets = ByteBufUtil.getBytes(frame.content());
        if (parts == null && frame.isFinalFragment()) {
            message(ctx, octets);
            return;
        }
        var joined = parts == null ? new ByteArrayOutputStream() : parts;
        parts = joined;
        if (joined.size() + octets.length > SipLimits.MESSAGE) {
            tooLarge(ctx);
            return;
        }
        joined.writeBytes(octets);
        if (frame.isFinalFragment()) {
            parts = null;
            message(ctx, joined.toByteArray());
        }
    }

    private void tooLarge(ChannelHandlerContext ctx) {
        gate.count(SipCounter.TOO_LARGE);
        end(ctx, new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG));
    }

    private void message(ChannelHandlerContext ctx, byte[] octets) {
        if (isEmptyLines(octets)) {
            gate.count(SipCounter.KEEP_ALIVE);
            if (octets.length == 2 * PONG.length) {
                answer(ctx, PONG);
            }
        } else if (guard.accept(octets) instanceof MessageGate.Answer answer) {
            answer(ctx, answer.octets());
        }
    }

    /** CRLFs alone (RFC 5626, section 3.5.1), which browsers' phones send in a frame. */
    private static boolean isEmptyLines(byte[] octets) {
        for (byte octet : octets) {
            if (octet != '\r' && octet != '\n') {
                return false;
            }
        }
        return true;
    }

    /** A peer that sends and does not read gets no more answers than fit the buffer. */
    private void answer(ChannelHandlerContext ctx, byte[] octets) {
        if (ctx.channel().isWritable()) {
            write(ctx, Unpooled.wrappedBuffer(octets), ctx.voidPromise());
        } else {
            gate.count(SipCounter.SEND_FAILED);
        }
    }

    private void pong(ChannelHandlerContext ctx, PingWebSocketFrame ping) {
        gate.count(SipCounter.KEEP_ALIVE);
        if (ctx.channel().isWritable()) {
            ctx.write(new PongWebSocketFrame(ping.content().retain()), ctx.voidPromise());
        }
    }

    private void end(ChannelHandlerContext ctx, CloseWebSocketFrame frame) {
        ended = true;
        ctx.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE);
    }

    /** A message to a browser as text, unless it is none: that would end the connection. */
    @Override
    public void write(ChannelHandlerContext ctx, Object out, ChannelPromise promise) {
        if (out instanceof ByteBuf message) {
            var frame =
                    ByteBufUtil.isText(message, UTF_8)
                            ? new TextWebSocketFrame(message)
                            : new BinaryWebSocketFrame(message);
            ctx.write(frame, promise);
        } else {
            ctx.write(out, promise);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    /** What is too large, or breaks the rules of frames, ends the connection by their rules. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException corrupt -> {
                boolean large = corrupt.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
                gate.count(large ? SipCounter.TOO_LARGE : SipCounter.FRAMING_LOST);
                // Who found it out has said so and closes.
            }
            default -> guard.exceptionCaught(ctx, cause);
        }
    }
}
