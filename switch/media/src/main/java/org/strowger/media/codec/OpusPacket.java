package org.strowger.media.codec;

/** What the first octets of an Opus packet say (RFC 6716, section 3.1). */
public final class OpusPacket {

    private static final int[] SILK = {80, 160, 320, 480};
    private static final int[] HYBRID = {80, 160};
    private static final int[] CELT = {20, 40, 80, 160};

    private OpusPacket() {}

    /** How many samples of 8000 Hz it lasts; 0 when it does not say. */
    public static int samples(byte[] packet, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int configuration = (packet[offset] & 0xFF) >> 3;
        return frames(packet, offset, length) * frame(configuration);
    }

    /** Whether it has both of Opus's codings in it, SILK below 8 kHz and CELT above. */
    static boolean isHybrid(byte[] packet, int offset, int length) {
        int configuration = length == 0 ? 0 : (packet[offset] & 0xFF) >> 3;
        return configuration >= 12 && configuration < 16;
    }

    private static int frames(byte[] packet, int offset, int length) {
        return switch (packet[offset] & 3) {
            case 0 -> 1;
            case 3 -> length > 1 ? packet[offset + 1] & 0x3F : 0;
            default -> 2;
        };
    }

    private static int frame(int configuration) {
        if (configuration < 12) {
            return SILK[configuration & 3];
        }
        return configuration < 16 ? HYBRID[configuration & 1] : CELT[configuration & 3];
    }
}
