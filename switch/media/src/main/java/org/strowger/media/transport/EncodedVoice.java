package org.strowger.media.transport;

import org.jspecify.annotations.Nullable;
import org.strowger.media.Coding;
import org.strowger.media.G711;
import org.strowger.media.Prompt;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.RtpHeader;
import org.strowger.media.codec.Codecs;
import org.strowger.media.codec.VoiceDecoder;
import org.strowger.media.codec.VoiceEncoder;

/** What one leg's peer, which speaks another coding than G.711, is sent of what is G.711. */
final class EncodedVoice {

    private final RtpLoop loop;
    private final Coding coding;
    private final VoiceEncoder encoder;

    private EncodedVoice(RtpLoop loop, Coding coding) {
        this.loop = loop;
        this.coding = coding;
        this.encoder = Codecs.encoder(coding);
    }

    /** For what was negotiated now; null for G.711, the same as before for the same coding. */
    static @Nullable EncodedVoice of(
            RtpLoop loop, RtpFormat negotiated, @Nullable EncodedVoice before) {
        if (negotiated.coding() == Coding.G711) {
            return null;
        }
        return before != null && before.coding == negotiated.coding()
                ? before
                : new EncodedVoice(loop, negotiated.coding());
    }

    /**
     * The packet of G.711 in {@code loop.in} becomes one of this coding and its clock; false when
     * there is none of its length.
     */
    boolean encode(Law law) {
        var header = loop.header;
        int samples = header.payloadLength();
        if (samples > VoiceDecoder.MOST_SAMPLES) {
            return false;
        }
        expand(law, loop.in, header.payloadOffset(), samples);
        int octets = encoder.encode(loop.samples, samples, loop.in, RtpHeader.LENGTH);
        if (octets > 0) {
            restamp(RtpHeader.LENGTH + octets);
        }
        return octets > 0;
    }

    /** The event in {@code loop.in} gets the timestamp of this coding's clock, and its duration. */
    void event(int ticks) {
        var header = loop.header;
        int octets = header.payloadLength();
        stretch(loop.in, header.payloadOffset(), ticks);
        System.arraycopy(loop.in, header.payloadOffset(), loop.in, RtpHeader.LENGTH, octets);
        restamp(RtpHeader.LENGTH + octets);
    }

    /** The event's duration in a faster clock; what 16 bits cannot say is cut off. */
    static void stretch(byte[] packet, int at, int ticks) {
        int duration = (packet[at + 2] & 0xFF) << 8 | (packet[at + 3] & 0xFF);
        int longer = Math.min(0xFFFF, duration * ticks);
        packet[at + 2] = (byte) (longer >> 8);
        packet[at + 3] = (byte) longer;
    }

    private void restamp(int length) {
        var header = loop.header;
        int stamp = header.timestamp() * coding.ticks();
        RtpHeader.write(loop.in, header.marker(), 0, header.sequence(), stamp, header.ssrc());
        if (!header.parse(loop.in, length)) {
            throw new IllegalStateException("our own packet is no RTP");
        }
    }

    /**
     * The frame of G.711 in {@code loop.out} becomes one of this coding.
     *
     * @return octets of its payload
     */
    int frame(Law law) {
        expand(law, loop.out, RtpHeader.LENGTH, Prompt.FRAME);
        return encoder.encode(loop.samples, Prompt.FRAME, loop.out, RtpHeader.LENGTH);
    }

    /** The music's frame of a time is put into {@code loop.out}; encoded once for all of a loop. */
    int music(long frame) {
        return loop.music(coding).copy(frame, loop.out, RtpHeader.LENGTH);
    }

    private void expand(Law law, byte[] codes, int offset, int samples) {
        for (int i = 0; i < samples; i++) {
            loop.samples[i] = (short) G711.decode(law, codes[offset + i]);
        }
    }
}
