package org.strowger.media.srtp;

/**
 * The crypto suites we know, all with keys of 128 bits. The first two are those of RFC 4568,
 * section 6.2: AES in counter mode and HMAC-SHA1, and differ in the tag of RTP only, as that of
 * RTCP always has 80 bits (section 6.2.2). The third is that of RFC 7714.
 */
public enum SrtpSuite {
    AES_CM_128_HMAC_SHA1_80(14, 10, 10),
    AES_CM_128_HMAC_SHA1_32(14, 4, 10),
    AEAD_AES_128_GCM(12, 16, 16);

    /** Octets of a master key. */
    public static final int KEY = 16;

    /** Octets of the longest tag. */
    static final int LONGEST_TAG = 16;

    private final int salt;
    private final int rtpTag;
    private final int rtcpTag;

    SrtpSuite(int salt, int rtpTag, int rtcpTag) {
        this.salt = salt;
        this.rtpTag = rtpTag;
        this.rtcpTag = rtcpTag;
    }

    /** Octets of a master salt. */
    public int salt() {
        return salt;
    }

    /** Whether one step both enciphers and signs. */
    boolean isGalois() {
        return this == AEAD_AES_128_GCM;
    }

    /** Octets of the tag behind an RTP packet. */
    int rtpTag() {
        return rtpTag;
    }

    /** The same of an RTCP packet. */
    int rtcpTag() {
        return rtcpTag;
    }
}
