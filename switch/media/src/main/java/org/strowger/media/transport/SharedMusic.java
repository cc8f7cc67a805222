package org.strowger.media.transport;

import org.strowger.media.Coding;
import org.strowger.media.G711;
import org.strowger.media.Prompt;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.codec.Codecs;
import org.strowger.media.codec.VoiceEncoder;

/**
 * Music on hold in a coding that has a state: one stream for all who wait on one loop, of which
 * each frame is encoded once, when the first of them is due. Who joins hears the middle of a
 * stream, as after a loss.
 */
final class SharedMusic {

    private final Prompts prompts;
    private final VoiceEncoder encoder;
    private final byte[] codes = new byte[Prompt.FRAME];
    private final short[] samples = new short[Prompt.FRAME];
    private final byte[] coded = new byte[VoiceEncoder.MOST_OCTETS];
    private long current = -1;
    private int octets;

    SharedMusic(Prompts prompts, Coding coding) {
        this.prompts = prompts;
        this.encoder = Codecs.encoder(coding);
    }

    /**
     * Copies the music's frame of a time.
     *
     * @return how many octets
     */
    int copy(long frame, byte[] to, int offset) {
        if (frame != current) {
            current = frame;
            prompts.copyMusic(Law.PCMU, frame, codes, 0);
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) G711.decode(Law.PCMU, codes[i]);
            }
            octets = encoder.encode(samples, samples.length, coded, 0);
        }
        System.arraycopy(coded, 0, to, offset, octets);
        return octets;
    }
}
