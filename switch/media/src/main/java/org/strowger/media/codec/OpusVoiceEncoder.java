package org.strowger.media.codec;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusRepacketizer;
import io.github.jaredmdobson.concentus.OpusSignal;

/**
 * Opus (RFC 6716) of voice that ends at 4 kHz: narrow band, one channel, without searching for what
 * saves the last bits, as that is what costs CPU.
 */
final class OpusVoiceEncoder implements VoiceEncoder {

    private static final int BITS_A_SECOND = 20_000;
    private static final int COMPLEXITY = 0;
    private static final int TEN_MILLIS = 80;
    private static final int TWENTY_MILLIS = 160;

    /** Of one frame (section 3.2.1). */
    private static final int MOST_IN_FRAME = 160;

    private final OpusEncoder encoder;

    OpusVoiceEncoder() {
        try {
            encoder = new OpusEncoder(Codecs.RATE, 1, OpusApplication.OPUS_APPLICATION_VOIP);
        } catch (OpusException e) {
            throw new IllegalStateException("Opus knows 8000 Hz and one channel", e);
        }
        encoder.setBitrate(BITS_A_SECOND);
        encoder.setComplexity(COMPLEXITY);
        encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
    }

    /** {@inheritDoc} Packets are of whole 10 ms; 20 ms are one frame, others several. */
    @Override
    public int encode(short[] from, int samples, byte[] to, int offset) {
        if (samples % TEN_MILLIS != 0) {
            return 0;
        }
        try {
            return samples <= TWENTY_MILLIS
                    ? encoder.encode(from, 0, samples, to, offset, MOST_IN_FRAME)
                    : several(from, samples, to, offset);
        } catch (OpusException e) {
            throw new IllegalStateException("Opus takes " + samples + " samples", e);
        }
    }

    private int several(short[] from, int samples, byte[] to, int offset) throws OpusException {
        var packet = new OpusRepacketizer();
        for (int at = 0; at < samples; at += TEN_MILLIS) {
            var frame =
                    new byte[MOST_IN_FRAME]; // The packet refers to it until it is put together.
            int length = encoder.encode(from, at, TEN_MILLIS, frame, 0, MOST_IN_FRAME);
            if (packet.addPacket(frame, 0, length) != 0) {
                return 0;
            }
        }
        return Math.max(0, packet.createPacket(to, offset, MOST_OCTETS));
    }
}
