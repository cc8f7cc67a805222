package org.strowger.media;

import org.strowger.media.RtpFormat.Law;

/**
 * One prompt, piece of music or tone, encoded in both laws. Immutable, shared by all who hear it.
 */
public final class Prompt {

    /** Octets, and samples, of a 20 ms frame. */
    public static final int FRAME = 160;

    private final byte[] pcmu;
    private final byte[] pcma;
    private final int times;

    private Prompt(byte[] pcmu, byte[] pcma, int times) {
        this.pcmu = pcmu;
        this.pcma = pcma;
        this.times = times;
    }

    /** Encodes samples of 8000 Hz; the last frame is filled with silence. */
    static Prompt encode(short[] samples) {
        return new Prompt(encode(Law.PCMU, samples), encode(Law.PCMA, samples), 1);
    }

    /** The same sound so many times, which takes no more memory. */
    Prompt times(int count) {
        return new Prompt(pcmu, pcma, count);
    }

    private static byte[] encode(Law law, short[] samples) {
        var octets = new byte[Math.ceilDiv(samples.length, FRAME) * FRAME];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = G711.encode(law, i < samples.length ? samples[i] : 0);
        }
        return octets;
    }

    /** How many frames; at least one. */
    public int frames() {
        return pcmu.length / FRAME * times;
    }

    /** Copies one frame to {@code to}, beginning at {@code offset}. */
    public void copyFrame(Law law, int frame, byte[] to, int offset) {
        var from = law == Law.PCMU ? pcmu : pcma;
        System.arraycopy(from, frame * FRAME % from.length, to, offset, FRAME);
    }
}
