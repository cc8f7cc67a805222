package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.message.InboundMessage;

/** What leaves together, and what alone. */
class AnswerBatchTest {

    private static final InetSocketAddress CARRIER = at(5060);
    private static final InetSocketAddress PHONE = at(5080);

    private final SipCounters counters = new SipCounters();
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final ChannelHandlerContext context = channel.pipeline().lastContext();
    private AnswerBatch batch = batch(true);

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(TransportFixture.LOOPBACK, port);
    }

    private AnswerBatch batch(boolean cutting) {
        var nobody =
                new SipTransport.Receiver() {
                    @Override
                    public boolean onMessage(InboundMessage message) {
                        throw new AssertionError("nothing comes in here");
                    }

                    @Override
                    public void onClosed(Flow flow) {}
                };
        var none = SipTransport.Observers.none(counters);
        return new AnswerBatch(new MessageGate(nobody, counters, new Overload(), none), cutting);
    }

    @AfterEach
    void nothingIsLeft() {
        batch.write(context);
        channel.flush();
        assertNull(channel.readOutbound());
        channel.finishAndReleaseAll();
    }

    private void add(String text, InetSocketAddress to) {
        batch.add(context, text.getBytes(US_ASCII), to);
    }

    private void written() {
        batch.write(context);
        channel.flush();
    }

    private DatagramPacket next() {
        return channel.readOutbound();
    }

    private static void assertAlone(String text, InetSocketAddress to, DatagramPacket packet) {
        assertEquals(DatagramPacket.class, packet.getClass());
        assertIs(text, to, packet);
    }

    private static void assertIs(String text, InetSocketAddress to, DatagramPacket packet) {
        assertEquals(text, packet.content().toString(US_ASCII));
        assertEquals(to, packet.recipient());
        packet.release();
    }

    private static void assertTogether(
            String text, int each, InetSocketAddress to, DatagramPacket packet) {
        assertEquals(each, assertInstanceOf(SegmentedDatagramPacket.class, packet).segmentSize());
        assertIs(text, to, packet);
    }

    @Test
    void oneAnswerLeavesByItself() {
        add("busy", CARRIER);
        written();

        assertAlone("busy", CARRIER, next());
    }

    @Test
    void thoseOfOneLengthToOnePlaceLeaveTogether() {
        add("one", CARRIER);
        add("two", at(5060));
        add("six", CARRIER);
        written();

        assertTogether("onetwosix", 3, CARRIER, next());
    }

    @Test
    void anotherLengthOrPlaceBeginsAnew() {
        add("one", CARRIER);
        add("two", CARRIER);
        add("three", CARRIER);
        add("seven", PHONE);
        add("eight", PHONE);
        written();

        assertTogether("onetwo", 3, CARRIER, next());
        assertAlone("three", CARRIER, next());
        assertTogether("seveneight", 5, PHONE, next());
    }

    @Test
    void noMoreThanTheKernelTakes() {
        for (int i = 0; i <= AnswerBatch.MOST; i++) {
            add("no", CARRIER);
        }
        written();

        assertTogether("no".repeat(AnswerBatch.MOST), 2, CARRIER, next());
        assertAlone("no", CARRIER, next());
    }

    @Test
    void whatMayNotFitAFrameLeavesByItself() {
        add("x".repeat(1_201), CARRIER);
        add("y".repeat(1_201), CARRIER);
        written();

        assertAlone("x".repeat(1_201), CARRIER, next());
        assertAlone("y".repeat(1_201), CARRIER, next());
    }

    @Test
    void aKernelThatCannotCutGetsOneByOne() {
        batch = batch(false);
        add("one", CARRIER);
        add("two", CARRIER);
        written();

        assertAlone("one", CARRIER, next());
        assertAlone("two", CARRIER, next());
    }

    @Test
    void afterAFailureAnswersLeaveOneByOne() {
        channel.pipeline().addFirst(new NoCutting());
        add("one", CARRIER);
        add("two", CARRIER);
        written();

        assertEquals(2, counters.value(SipCounter.SEND_FAILED));
        add("six", CARRIER);
        add("ten", CARRIER);
        written();
        assertAlone("six", CARRIER, next());
        assertAlone("ten", CARRIER, next());
    }

    @Test
    void whatIsDroppedIsNeverWritten() {
        add("one", CARRIER);
        add("two", CARRIER);
        batch.drop();
        written();

        assertNull(channel.readOutbound());
    }

    /** A way out whose driver refuses what is to be cut up. */
    private static final class NoCutting extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(
                ChannelHandlerContext ctx, @Nullable Object message, ChannelPromise promise)
                throws Exception {
            if (message instanceof SegmentedDatagramPacket) {
                ReferenceCountUtil.release(message);
                promise.setFailure(new IOException("Input/output error"));
            } else {
                super.write(ctx, message, promise);
            }
        }
    }
}
