package org.strowger.media;

import org.strowger.media.RtpFormat.Law;

/** Makes codes of G.711 louder or fainter, by table; too loud is as loud as can be. Immutable. */
public final class Gain {

    private final byte[] pcmu;
    private final byte[] pcma;

    /** Of so many decibels. */
    public Gain(int decibels) {
        double factor = Math.pow(10, decibels / 20.0);
        pcmu = table(Law.PCMU, factor);
        pcma = table(Law.PCMA, factor);
    }

    private static byte[] table(Law law, double factor) {
        var codes = new byte[256];
        for (int code = 0; code < codes.length; code++) {
            long sample = Math.round(factor * G711.decode(law, (byte) code));
            int within = Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
            codes[code] = G711.encode(law, within);
        }
        return codes;
    }

    /** In place. */
    public void apply(Law law, byte[] codes, int offset, int length) {
        var table = law == Law.PCMU ? pcmu : pcma;
        for (int i = offset; i < offset + length; i++) {
            codes[i] = table[codes[i] & 0xFF];
        }
    }
}
