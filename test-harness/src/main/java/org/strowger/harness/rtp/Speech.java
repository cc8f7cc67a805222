package org.strowger.harness.rtp;

import org.strowger.harness.audio.MuLaw;
import org.strowger.harness.audio.Tone;

/** One second of a tone as PCMU, in frames of 20 ms. Immutable: all streams say the same. */
public final class Speech {

    private static final int FRAMES = 50;

    private final byte[][] frames = new byte[FRAMES][RtpHeader.FRAME];

    /**
     * A tone.
     *
     * @param hertz a whole number, so that the second's end meets its beginning
     */
    public Speech(int hertz) {
        var tone = new Tone(hertz);
        for (var frame : frames) {
            var samples = tone.next(RtpHeader.FRAME);
            for (int i = 0; i < frame.length; i++) {
                frame[i] = MuLaw.encode(samples[i]);
            }
        }
    }

    /** A frame, to be read only; they repeat after a second. */
    public byte[] frame(long number) {
        return frames[(int) Math.floorMod(number, (long) FRAMES)];
    }
}
