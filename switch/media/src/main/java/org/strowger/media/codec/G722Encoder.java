package org.strowger.media.codec;

/**
 * ITU-T G.722 at 64 kbit/s of voice that ends at 4 kHz: it is the lower sub-band, and the upper one
 * is silent.
 */
public final class G722Encoder implements VoiceEncoder {

    /**
     * The upper sub-band's two bits. This code makes its quantizer finer each time, so that after a
     * few milliseconds what it stands for is 0.
     */
    private static final int SILENT = 0xC0;

    private final LowBand band = new LowBand();

    @Override
    public int encode(short[] from, int samples, byte[] to, int offset) {
        for (int i = 0; i < samples; i++) {
            to[offset + i] = (byte) (SILENT | band.encode(from[i] >> 1));
        }
        return samples;
    }
}
