package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.strowger.media.Coding;
import org.strowger.media.G711;
import org.strowger.media.LongEvents;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpHeader;
import org.strowger.media.codec.Codecs;
import org.strowger.media.codec.OpusPacket;
import org.strowger.media.codec.VoiceDecoder;

/**
 * What a peer says in another coding than G.711, as packets of G.711 with timestamps of 8000 a
 * second, for who must touch it: a recorder, who looks for tones, a listener that takes no such
 * coding. Nothing is decoded for nobody.
 */
final class DecodedVoice {

    private static final int FAR = 1 << 29;
    private static final int DURATION = 2; // where an event has it

    /** The packet, when {@link #decode} could make one. */
    final byte[] packet = new byte[RtpHeader.LENGTH + VoiceDecoder.MOST_SAMPLES];

    /** Its header. */
    final RtpHeader header = new RtpHeader();

    private final RtpLoop loop;
    private final RtpFormat spoken;
    private final RtpFormat plain;
    private final VoiceDecoder decoder;
    private final LongEvents events = new LongEvents();
    private boolean begun;
    private int from; // a timestamp of the peer,
    private int to; // and what became of it
    private int length;

    private DecodedVoice(RtpLoop loop, RtpFormat spoken) {
        this.loop = loop;
        this.spoken = spoken;
        this.plain = spoken.coded(Coding.G711, 0, 1);
        this.decoder = Codecs.decoder(spoken.coding());
    }

    /** For what was negotiated now; null for G.711, the same as before if nothing has changed. */
    static @Nullable DecodedVoice of(
            RtpLoop loop, RtpFormat negotiated, @Nullable DecodedVoice before) {
        if (negotiated.coding() == Coding.G711) {
            return null;
        }
        return before != null && before.spoken.equals(negotiated)
                ? before
                : new DecodedVoice(loop, negotiated);
    }

    /** What the packets say of themselves. */
    RtpFormat format() {
        return plain;
    }

    /** Samples of 8000 Hz in the packet in {@code loop.in}. */
    int samples() {
        int at = loop.header.payloadOffset();
        int octets = loop.header.payloadLength();
        return spoken.coding() == Coding.OPUS ? OpusPacket.samples(loop.in, at, octets) : octets;
    }

    /** The timestamp of the packet in {@code loop.in}, at 8000 a second. */
    int timestamp() {
        int ticks = spoken.coding().ticks();
        int stamp = loop.header.timestamp();
        if (ticks == 1) {
            return stamp;
        }
        int since = stamp - from;
        if (!begun || since > FAR || since < -FAR) {
            int steps = begun ? Math.floorDiv(since, ticks) : 0;
            to += steps;
            from = begun ? from + steps * ticks : stamp;
            begun = true;
        }
        return to + Math.floorDiv(stamp - from, ticks);
    }

    /** Makes a packet of G.711 of that in {@code loop.in}; false when it is none of its coding. */
    boolean decode() {
        var in = loop.header;
        var pcm = loop.samples;
        int samples = decoder.decode(loop.in, in.payloadOffset(), in.payloadLength(), pcm);
        if (samples == 0) {
            return false;
        }
        RtpHeader.write(packet, in.marker(), 0, in.sequence(), timestamp(), in.ssrc());
        for (int i = 0; i < samples; i++) {
            packet[RtpHeader.LENGTH + i] = G711.encode(plain.law(), pcm[i]);
        }
        length = RtpHeader.LENGTH + samples;
        return header.parse(packet, length);
    }

    /**
     * Puts that packet in the place of the one that it was made of.
     *
     * @return it, as a datagram that the caller releases
     */
    ByteBuf replace() {
        System.arraycopy(packet, 0, loop.in, 0, length);
        parse(length);
        return PooledByteBufAllocator.DEFAULT.directBuffer(length).writeBytes(packet, 0, length);
    }

    /**
     * The event in {@code loop.in}, and in its datagram, as one of 8000 a second.
     *
     * @param stamps whether its timestamp is to be so, too
     */
    void event(ByteBuf datagram, boolean stamps) {
        int octets = datagram.readableBytes();
        int at = loop.header.payloadOffset();
        if (spoken.eventTicks() > 1) {
            events.heard(loop.header, loop.in, spoken.eventTicks());
            put(loop.in, at + DURATION, events.duration(), 2);
            put(loop.in, 4, events.timestamp(), 4);
            parse(octets);
        }
        if (stamps) {
            put(loop.in, 4, timestamp(), 4);
            parse(octets);
        }
        datagram.setBytes(datagram.readerIndex(), loop.in, 0, octets);
    }

    private void parse(int octets) {
        if (!loop.header.parse(loop.in, octets)) {
            throw new IllegalStateException("our own packet is no RTP");
        }
    }

    private static void put(byte[] packet, int at, int value, int octets) {
        for (int i = 0; i < octets; i++) {
            packet[at + i] = (byte) (value >> (8 * (octets - 1 - i)));
        }
    }
}
