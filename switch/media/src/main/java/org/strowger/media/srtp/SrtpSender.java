package org.strowger.media.srtp;

/**
 * Encrypts what is sent under one key (RFC 3711, sections 3.3 and 3.4). Whoever sends has one
 * source for as long as the key lasts. No index is used twice: what is enciphered with the same
 * octets twice could be read without the key (section 9.1).
 */
public final class SrtpSender {

    /** Octets that a packet grows by at most. */
    public static final int GROWTH = SrtpSuite.LONGEST_TAG + Integer.BYTES;

    private final SrtpKey key;
    private final PacketCipher rtp;
    private final PacketCipher rtcp;
    private final PacketIndex index = new PacketIndex();
    private int reports;

    public SrtpSender(SrtpKey key) {
        this.key = key;
        this.rtp = PacketCipher.rtp(key);
        this.rtcp = PacketCipher.rtcp(key);
    }

    public SrtpKey key() {
        return key;
    }

    /**
     * Encrypts an RTP packet where it is.
     *
     * @param packet begins at index 0 and has room for {@link #GROWTH} more octets
     * @return its length now; -1 for one that must not be sent, as one of its number was, or is too
     *     old
     */
    public int rtp(byte[] packet, int length) {
        int payload = Octets.payload(packet, length);
        long at = payload < 0 ? -1 : index.of(Octets.half(packet, 2));
        if (!index.admits(at)) {
            return -1;
        }
        index.add(at);
        return rtp.seal(packet, payload, length, at);
    }

    /**
     * Encrypts an RTCP packet in the same way.
     *
     * @return its length now; -1 after 2**31 packets
     */
    public int rtcp(byte[] packet, int length) {
        if (reports < 0) {
            return -1;
        }
        return rtcp.sealReport(packet, length, reports++);
    }
}
