package org.strowger.media.srtp;

/**
 * Encrypts what is sent under one key (RFC 3711, sections 3.3 and 3.4). Whoever sends has one
 * source for as long as the key lasts. No index is used twice: what is enciphered with the same
 * octets twice could be read without the key (section 9.1).
 */
public final class SrtpSender {

    /** Octets that a packet grows by at most. */
    public static final int GROWTH = SrtpSuite.RTCP_TAG + Integer.BYTES;

    private static final int RTCP_HEADER = 8;
    private static final int ENCRYPTED = 0x8000_0000;

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
        rtp.apply(Octets.word(packet, 8), at, packet, payload, length - payload);
        rtp.sign(packet, length, PacketIndex.rollovers(at));
        return length + rtp.tagLength();
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
        int at = reports++;
        rtcp.apply(Octets.word(packet, 4), at, packet, RTCP_HEADER, length - RTCP_HEADER);
        Octets.write(packet, length, at | ENCRYPTED);
        rtcp.sign(packet, length + Integer.BYTES);
        return length + Integer.BYTES + rtcp.tagLength();
    }
}
