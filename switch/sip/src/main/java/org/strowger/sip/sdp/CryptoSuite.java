package org.strowger.sip.sdp;

/** The crypto suites that are read and written, preferred first (RFC 4568, section 6.2). */
public enum CryptoSuite {
    AES_CM_128_HMAC_SHA1_80,
    AES_CM_128_HMAC_SHA1_32
}
