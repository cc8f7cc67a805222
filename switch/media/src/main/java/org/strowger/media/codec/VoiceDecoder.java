package org.strowger.media.codec;

/** Makes samples of 8000 Hz of the packets of one stream, in their order. */
public interface VoiceDecoder {

    /** Samples of the longest packet that is taken: 120 ms (RFC 6716, section 2.1.4). */
    int MOST_SAMPLES = 960;

    /**
     * Decodes one packet.
     *
     * @param to room for {@link #MOST_SAMPLES}, from its beginning on
     * @return how many samples; 0 when it is none of this coding, or too long
     */
    int decode(byte[] packet, int offset, int length, short[] to);
}
