package org.strowger.media.codec;

/** Makes packets of one stream of samples of 8000 Hz. */
public interface VoiceEncoder {

    /** Octets of the longest packet that is made. */
    int MOST_OCTETS = 960;

    /**
     * Encodes one packet.
     *
     * @param samples how many of {@code from}, from its beginning on; 1 to {@link
     *     VoiceDecoder#MOST_SAMPLES}
     * @param to where to, beginning at {@code offset}, with room for {@link #MOST_OCTETS}
     * @return how many octets; 0 when so many samples make no packet of this coding
     */
    int encode(short[] from, int samples, byte[] to, int offset);
}
