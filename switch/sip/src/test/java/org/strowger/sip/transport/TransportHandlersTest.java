package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.message.InboundMessage;

class TransportHandlersTest {

    private static final InetSocketAddress HERE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);

    private final SipCounters counters = new SipCounters();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(
                    new UdpHandler(
                            new MessageGate(
                                    new Failing(),
                                    counters,
                                    new Overload(),
                                    SipTransport.Observers.none(counters)),
                            () -> {},
                            true)) {
                @Override
                protected InetSocketAddress localAddress0() {
                    return HERE;
                }
            };

    /** A receiver with a bug. */
    private static final class Failing implements SipTransport.Receiver {
        @Override
        public boolean onMessage(InboundMessage message) {
            throw new IllegalStateException("a bug, for this test");
        }

        @Override
        public void onClosed(Flow flow) {}
    }

    @Test
    void anExceptionOfOursIsCountedAndTheNextDatagramIsRead() {
        assertEquals(0, receive(TransportMessages.request("OPTIONS", "1", "h")));
        assertEquals(0, receive(TransportMessages.request("OPTIONS", "1", "h")));
        assertEquals(2, counters.value(SipCounter.INTERNAL_ERROR));
    }

    @Test
    void everyDatagramIsReleased() {
        assertEquals(0, receive("\r\n\r\n"));
        assertEquals(0, receive("garbage"));
        assertEquals(0, receive(""));
        assertEquals(2, counters.value(SipCounter.KEEP_ALIVE));
        assertEquals(1, counters.value(SipCounter.MALFORMED));
        assertEquals(0, counters.value(SipCounter.SENT));
    }

    @Test
    void nothingIsAnsweredToAFloodWhenTheBufferIsFull() {
        var bad = TransportMessages.request("OPTIONS", "1", "h").replace("1 OPTIONS", "x OPTIONS");
        var buffer = channel.unsafe().outboundBuffer();
        buffer.setUserDefinedWritability(1, false);
        assertEquals(0, receive(bad));
        assertNull(channel.readOutbound());
        assertEquals(1, counters.value(SipCounter.SEND_FAILED));
        buffer.setUserDefinedWritability(1, true);
        assertEquals(0, receive(bad));
        DatagramPacket answer = channel.readOutbound();
        assertTrue(answer.content().toString(UTF_8).startsWith("SIP/2.0 400 "));
        answer.release();
    }

    /** The reference count afterwards. */
    private int receive(String text) {
        var content = PooledByteBufAllocator.DEFAULT.buffer();
        content.writeCharSequence(text, charset());
        channel.writeInbound(new DatagramPacket(content, HERE, HERE));
        return content.refCnt();
    }

    private static Charset charset() {
        return UTF_8;
    }
}
