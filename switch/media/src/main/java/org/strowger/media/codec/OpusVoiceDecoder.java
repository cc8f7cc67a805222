package org.strowger.media.codec;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import org.jspecify.annotations.Nullable;

/**
 * Opus (RFC 6716), whatever its bandwidth and channels, heard up to 4 kHz by one ear.
 *
 * <p>The library decodes at 8000 Hz itself, but of packets that have SILK and CELT both (hybrid
 * mode, which browsers use most) it makes silence there, and at every rate but 48,000 Hz. So from
 * the first of these on a stream is decoded at 48,000 Hz, which costs more.
 */
final class OpusVoiceDecoder implements VoiceDecoder {

    private static final int FULL_RATE = 48_000;
    private static final int MOST_FULL = MOST_SAMPLES * Decimator.RATIO;

    private OpusDecoder decoder = decoder(Codecs.RATE);
    private @Nullable Decimator decimator; // once it is decoded at the full rate
    private short[] full = new short[0];

    private static OpusDecoder decoder(int rate) {
        try {
            return new OpusDecoder(rate, 1);
        } catch (OpusException e) {
            throw new IllegalStateException("Opus knows %d Hz and one channel".formatted(rate), e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>What is no Opus makes the library raise exceptions of many kinds: it reads as it goes.
     */
    @Override
    public int decode(byte[] packet, int offset, int length, short[] to) {
        if (decimator == null && OpusPacket.isHybrid(packet, offset, length)) {
            decoder = decoder(FULL_RATE);
            decimator = new Decimator(MOST_FULL);
            full = new short[MOST_FULL];
        }
        var made = decimator;
        if (made == null) {
            return decodeTo(packet, offset, length, to, MOST_SAMPLES);
        }
        return made.decimate(full, decodeTo(packet, offset, length, full, MOST_FULL), to);
    }

    private int decodeTo(byte[] packet, int offset, int length, short[] to, int most) {
        try {
            return Math.max(0, decoder.decode(packet, offset, length, to, 0, most, false));
        } catch (OpusException | RuntimeException | AssertionError _) {
            decoder.resetState();
            return 0;
        }
    }
}
