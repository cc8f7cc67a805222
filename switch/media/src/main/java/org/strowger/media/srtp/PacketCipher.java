package org.strowger.media.srtp;

/**
 * Encrypts and decrypts packets of one kind, RTP or RTCP, under the keys of one direction, in the
 * array that they are in. Knows no order of packets: their indices are given.
 */
abstract sealed class PacketCipher permits CounterCipher, GaloisCipher {

    /** In place of a length: it is not what was signed. */
    static final int FORGED = -1;

    /** Octets at the beginning of an RTCP packet that stay readable. */
    static final int RTCP_HEADER = 8;

    /** In an RTCP packet's last word but the tag, beside its index. */
    static final int ENCRYPTED = 0x8000_0000;

    static PacketCipher rtp(SrtpKey key) {
        return key.suite().isGalois()
                ? new GaloisCipher(SessionKeys.rtp(key))
                : new CounterCipher(SessionKeys.rtp(key), key.suite().rtpTag());
    }

    static PacketCipher rtcp(SrtpKey key) {
        return key.suite().isGalois()
                ? new GaloisCipher(SessionKeys.rtcp(key))
                : new CounterCipher(SessionKeys.rtcp(key), key.suite().rtcpTag());
    }

    /** Octets that an RTP packet is longer by. */
    abstract int tagLength();

    /**
     * Encrypts an RTP packet.
     *
     * @param payload where it begins
     * @param index 48 bits
     * @return its length now
     */
    abstract int seal(byte[] packet, int payload, int length, long index);

    /**
     * Decrypts an RTP packet.
     *
     * @param length with its tag
     * @return its length without, or {@link #FORGED}
     */
    abstract int open(byte[] packet, int payload, int length, long index);

    /**
     * Encrypts an RTCP packet.
     *
     * @param index 31 bits
     * @return its length now
     */
    abstract int sealReport(byte[] packet, int length, int index);

    /** Where the word with the index of an RTCP packet stands; less than its header for none. */
    abstract int indexAt(int length);

    /**
     * Decrypts an RTCP packet, if it is more than signed.
     *
     * @param length with index and tag
     * @return its length without, or {@link #FORGED}
     */
    abstract int openReport(byte[] packet, int length);
}
