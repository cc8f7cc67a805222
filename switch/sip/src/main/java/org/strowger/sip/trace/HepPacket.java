package org.strowger.sip.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;

/**
 * A message as a collector of HEP version 3 takes it (Extensible Encapsulation Protocol, revision
 * 12): the octets HEP3, the length of all in 16 bits, then chunks of vendor, type and length in 16
 * bits each and a value; the length of a chunk counts its own head.
 */
public final class HepPacket {

    /** What fits into one datagram. */
    public static final int MAX_OCTETS = 65_507;

    private static final byte[] MAGIC = {'H', 'E', 'P', '3'};
    private static final int HEAD = 6;
    private static final int FAMILY = 1;
    private static final int PROTOCOL = 2;
    private static final int SOURCE_4 = 3;
    private static final int DESTINATION_4 = 4;
    private static final int SOURCE_6 = 5;
    private static final int DESTINATION_6 = 6;
    private static final int SOURCE_PORT = 7;
    private static final int DESTINATION_PORT = 8;
    private static final int SECONDS = 9;
    private static final int MICROS = 10;
    private static final int PROTOCOL_TYPE = 11;
    private static final int AGENT = 12;
    private static final int KEY = 14;
    private static final int PAYLOAD = 15;
    private static final int CORRELATION = 17;

    private static final byte IPV4 = 2;
    private static final byte IPV6 = 10;
    private static final byte UDP = 17;
    private static final byte TCP = 6;
    private static final byte SIP = 1;
    private static final int MILLION = 1_000_000;

    /** For everything but key, Call-ID and payload. */
    private static final int FIXED = 160;

    private final ByteBuffer buffer;

    private HepPacket(int octets) {
        this.buffer = ByteBuffer.allocate(Math.min(octets, MAX_OCTETS));
    }

    /**
     * Encodes it.
     *
     * @param masked what is sent of the message; what does not fit one datagram is cut off
     * @param callId the correlation id; left out when it is empty
     * @param agent number of this switch at the collector, 0 to 2**32 - 1
     * @param key what the collector wants to be shown; null for nothing
     */
    public static byte[] of(
            TracedMessage message, byte[] masked, String callId, long agent, @Nullable String key) {
        int texts = 4 * (callId.length() + (key == null ? 0 : key.length()));
        var packet = new HepPacket(FIXED + texts + masked.length);
        packet.buffer.put(MAGIC).putShort((short) 0);
        packet.addresses(message);
        packet.chunk(SECONDS, 4).putInt((int) (message.atMicros() / MILLION));
        packet.chunk(MICROS, 4).putInt((int) (message.atMicros() % MILLION));
        packet.chunk(PROTOCOL_TYPE, 1).put(SIP);
        packet.chunk(AGENT, 4).putInt((int) agent);
        if (key != null) {
            packet.text(KEY, key);
        }
        if (!callId.isEmpty()) {
            packet.text(CORRELATION, callId);
        }
        int room = Math.min(masked.length, packet.buffer.remaining() - HEAD);
        packet.chunk(PAYLOAD, room).put(masked, 0, room);
        return packet.finish();
    }

    private void addresses(TracedMessage message) {
        boolean six = message.flow().remote().getAddress() instanceof Inet6Address;
        chunk(FAMILY, 1).put(six ? IPV6 : IPV4);
        chunk(PROTOCOL, 1).put(message.flow().transport() == Flow.Transport.UDP ? UDP : TCP);
        address(six ? SOURCE_6 : SOURCE_4, message.source(), six);
        address(six ? DESTINATION_6 : DESTINATION_4, message.destination(), six);
        chunk(SOURCE_PORT, 2).putShort((short) message.source().getPort());
        chunk(DESTINATION_PORT, 2).putShort((short) message.destination().getPort());
    }

    /** An address of the other family, as of a socket for both, is told as unspecified. */
    private void address(int type, InetSocketAddress address, boolean six) {
        int length = six ? 16 : 4;
        InetAddress ip = address.getAddress();
        boolean fits = ip != null && ip instanceof Inet6Address == six;
        chunk(type, length).put(fits ? ip.getAddress() : new byte[length]);
    }

    private void text(int type, String value) {
        var octets = value.getBytes(UTF_8);
        chunk(type, octets.length).put(octets);
    }

    /** The head of a generic chunk; the value is to follow. */
    private ByteBuffer chunk(int type, int valueOctets) {
        return buffer.putShort((short) 0)
                .putShort((short) type)
                .putShort((short) (HEAD + valueOctets));
    }

    private byte[] finish() {
        buffer.putShort(MAGIC.length, (short) buffer.position());
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
