package org.strowger.media.codec;

/**
 * ITU-T G.722 at 64 kbit/s, heard up to 4 kHz: the lower sub-band is voice of 8000 Hz as it is, so
 * neither the upper one nor the filters that join both are needed.
 */
public final class G722Decoder implements VoiceDecoder {

    private final LowBand band = new LowBand();

    @Override
    public int decode(byte[] packet, int offset, int length, short[] to) {
        if (length > MOST_SAMPLES) {
            return 0;
        }
        for (int i = 0; i < length; i++) {
            to[i] = (short) (band.decode(packet[offset + i] & 0x3F) << 1);
        }
        return length;
    }
}
