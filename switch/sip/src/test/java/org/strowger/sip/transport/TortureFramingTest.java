package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.TortureMessage;
import org.strowger.sip.message.InboundMessage;

/** Where the messages of RFC 4475 and RFC 5118 end, in a datagram and in a stream. */
class TortureFramingTest {

    private final List<String> seen = new ArrayList<>();

    private final class Seen implements StreamFramer.Sink, SipTransport.Receiver {

        @Override
        public void onMessage(byte[] octets) {
            var text = new String(octets, ISO_8859_1);
            seen.add(text.substring(0, text.indexOf(' ')));
        }

        @Override
        public void onKeepAlive() {
            seen.add("keep-alive");
        }

        @Override
        public void onFault(StreamFramer.Fault fault, byte[] head) {
            seen.add(fault.name());
        }

        @Override
        public boolean onMessage(InboundMessage message) {
            seen.add("taken");
            return true;
        }

        @Override
        public void onClosed(Flow flow) {}
    }

    static Stream<TortureMessage> all() {
        return Stream.of("rfc4475", "rfc5118").map(TortureMessage::of).flatMap(List::stream);
    }

    /** RFC 4475 says of some what they are in a stream; the others are one message each. */
    @Rfc(number = 4475, section = "3")
    @ParameterizedTest
    @CsvSource({
        "dblreq, REGISTER INVITE NO_CONTENT_LENGTH, false, 3.1.1.8: and the INVITE is too long",
        "clerr, '', true, 3.1.2.2: waits for the rest until the connection is given up",
        "ncl, MALFORMED_CONTENT_LENGTH, false, 3.1.2.3: the framing is lost",
        "mcl01, MALFORMED_CONTENT_LENGTH, false, 3.3.9: the framing is lost",
        "inv2543, NO_CONTENT_LENGTH, false, 3.4.1: in a datagram only",
        "mpart01, MESSAGE, false, 3.1.1.11: with NUL and LF in its body",
        "baddn, '', true, 3.1.2.15: its headers have no end",
        "wsinv, INVITE, false, 3.1.1.1",
        "longreq, INVITE, false, 3.1.1.7",
    })
    void aStreamIsCut(String name, String messages, boolean partial, String section) {
        var framer = new StreamFramer(new Seen());
        var message =
                all().filter(each -> each.name().equals(name) && section.contains(each.section()))
                        .findFirst()
                        .orElseThrow();
        for (byte octet : message.octets()) {
            framer.add(Unpooled.wrappedBuffer(new byte[] {octet}));
        }
        assertEquals(messages, String.join(" ", seen));
        assertEquals(partial, framer.isPartial());
    }

    /** What is malformed is answered, or not, on the I/O loop; the rest is handed on once. */
    @Rfc(number = 4475, section = "3")
    @Rfc(number = 5118, section = "4")
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void aDatagramIsOneMessageOrARefusal(TortureMessage message) {
        var counters = new SipCounters();
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
        var channel =
                new EmbeddedChannel(
                        new UdpHandler(
                                new MessageGate(
                                        new Seen(),
                                        counters,
                                        new Overload(),
                                        SipTransport.Observers.none(counters)),
                                () -> {},
                                true)) {
                    @Override
                    protected InetSocketAddress localAddress0() {
                        return here;
                    }
                };
        channel.writeInbound(
                new DatagramPacket(Unpooled.wrappedBuffer(message.octets()), here, here));
        DatagramPacket answer = channel.readOutbound();
        if (!seen.isEmpty()) {
            assertEquals(List.of("taken"), seen);
            assertNull(answer);
        } else if (message.treatment().equals("dropped")) {
            assertNull(answer);
        } else {
            var text = answer.content().toString(ISO_8859_1);
            assertTrue(text.startsWith("SIP/2.0 " + message.treatment() + " "), text);
            answer.release();
        }
        assertEquals(0, counters.value(SipCounter.INTERNAL_ERROR));
    }
}
