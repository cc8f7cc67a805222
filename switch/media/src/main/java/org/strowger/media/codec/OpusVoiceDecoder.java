package org.strowger.media.codec;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;

/** Opus (RFC 6716), whatever its bandwidth and channels, heard up to 4 kHz by one ear. */
final class OpusVoiceDecoder implements VoiceDecoder {

    private final OpusDecoder decoder;

    OpusVoiceDecoder() {
        try {
            decoder = new OpusDecoder(Codecs.RATE, 1);
        } catch (OpusException e) {
            throw new IllegalStateException("Opus knows 8000 Hz and one channel", e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>What is no Opus makes the library raise exceptions of many kinds: it reads as it goes.
     */
    @Override
    public int decode(byte[] packet, int offset, int length, short[] to) {
        try {
            return Math.max(0, decoder.decode(packet, offset, length, to, 0, MOST_SAMPLES, false));
        } catch (OpusException | RuntimeException | AssertionError _) {
            decoder.resetState();
            return 0;
        }
    }
}
