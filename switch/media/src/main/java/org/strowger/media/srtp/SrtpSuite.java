package org.strowger.media.srtp;

/**
 * The crypto suites we know, preferred first; the names are those of RFC 4568, section 6.2. Both
 * are AES in counter mode with keys of 128 bits and HMAC-SHA1, and differ in the tag of RTP only:
 * that of RTCP always has 80 bits (section 6.2.2).
 */
public enum SrtpSuite {
    AES_CM_128_HMAC_SHA1_80(10),
    AES_CM_128_HMAC_SHA1_32(4);

    /** Octets of a master key. */
    public static final int KEY = 16;

    /** Octets of a master salt. */
    public static final int SALT = 14;

    static final int RTCP_TAG = 10;

    private final int rtpTag;

    SrtpSuite(int rtpTag) {
        this.rtpTag = rtpTag;
    }

    /** Octets of the tag behind an RTP packet. */
    int rtpTag() {
        return rtpTag;
    }
}
