package org.strowger.media.codec;

import org.strowger.media.Coding;

/** What can be coded on this machine. */
public final class Codecs {

    static final int RATE = 8_000;

    private static final boolean HAS_OPUS = hasOpus();

    private Codecs() {}

    /** Whether voice of this coding can be touched here: Opus is a library that may be missing. */
    public static boolean has(Coding coding) {
        return coding != Coding.OPUS || HAS_OPUS;
    }

    /**
     * For a new stream.
     *
     * @throws IllegalArgumentException for {@link Coding#G711}, which has no state
     */
    public static VoiceDecoder decoder(Coding coding) {
        return switch (coding) {
            case G711 -> throw new IllegalArgumentException("G.711 is decoded by table");
            case G722 -> new G722Decoder();
            case OPUS -> new OpusVoiceDecoder();
        };
    }

    /** As {@link #decoder}. */
    public static VoiceEncoder encoder(Coding coding) {
        return switch (coding) {
            case G711 -> throw new IllegalArgumentException("G.711 is encoded by table");
            case G722 -> new G722Encoder();
            case OPUS -> new OpusVoiceEncoder();
        };
    }

    private static boolean hasOpus() {
        try {
            return new OpusVoiceEncoder()
                            .encode(new short[160], 160, new byte[VoiceEncoder.MOST_OCTETS], 0)
                    > 0;
        } catch (LinkageError | RuntimeException _) {
            return false;
        }
    }
}
