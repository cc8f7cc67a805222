package org.strowger.media.srtp;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts what comes under one key (RFC 3711, sections 3.3 and 3.4): forged and repeated packets
 * are found out. Each source has indices of its own, kept from its first good packet on.
 */
public final class SrtpReceiver {

    /** In place of a length: the tag is wrong, or there is none. */
    public static final int FORGED = -1;

    /** In place of a length: such a packet came before, or it is too old to tell. */
    public static final int REPEATED = -2;

    /**
     * Sources under one key; what comes from more is {@link #FORGED}. None is forgotten: what it
     * said could be said again. Only who has the key becomes one.
     */
    static final int MOST_SOURCES = 1_024;

    private final SrtpKey key;
    private final PacketCipher rtp;
    private final PacketCipher rtcp;
    private final Map<Integer, PacketIndex> sources = new HashMap<>();
    private final Map<Integer, ReplayWindow> reporters = new HashMap<>();
    private int lastSsrc;
    private @Nullable PacketIndex last;

    public SrtpReceiver(SrtpKey key) {
        this.key = key;
        this.rtp = PacketCipher.rtp(key);
        this.rtcp = PacketCipher.rtcp(key);
    }

    public SrtpKey key() {
        return key;
    }

    /**
     * Decrypts an RTP packet where it is.
     *
     * @param packet begins at index 0
     * @return its length now, or {@link #FORGED} or {@link #REPEATED}
     */
    public int rtp(byte[] packet, int length) {
        int payload = Octets.payload(packet, length - rtp.tagLength());
        if (payload < 0) {
            return FORGED;
        }
        int ssrc = Octets.word(packet, 8);
        var index = source(ssrc);
        long at = index.of(Octets.half(packet, 2));
        if (!index.admits(at)) {
            return REPEATED;
        }
        int open = rtp.open(packet, payload, length, at);
        if (open < 0 || !keep(ssrc, index)) {
            return FORGED;
        }
        index.add(at);
        return open;
    }

    private PacketIndex source(int ssrc) {
        if (last != null && ssrc == lastSsrc) {
            return last;
        }
        var known = sources.get(ssrc);
        return known == null ? new PacketIndex() : known;
    }

    /** Only now it is a source: a forger must not fill the table. */
    private boolean keep(int ssrc, PacketIndex index) {
        if (index.equals(last)) {
            return true;
        }
        if (sources.size() >= MOST_SOURCES && !sources.containsKey(ssrc)) {
            return false;
        }
        sources.put(ssrc, index);
        lastSsrc = ssrc;
        last = index;
        return true;
    }

    /**
     * Decrypts an RTCP packet in the same way.
     *
     * @return its length now, or {@link #FORGED} or {@link #REPEATED}
     */
    public int rtcp(byte[] packet, int length) {
        int end = rtcp.indexAt(length);
        if (end < PacketCipher.RTCP_HEADER) {
            return FORGED;
        }
        int ssrc = Octets.word(packet, 4);
        int at = Octets.word(packet, end) & ~PacketCipher.ENCRYPTED;
        var window = reporters.get(ssrc);
        if (window != null && !window.admits(at)) {
            return REPEATED;
        }
        boolean full = window == null && reporters.size() >= MOST_SOURCES;
        int open = full ? FORGED : rtcp.openReport(packet, length);
        if (open < 0) {
            return FORGED;
        }
        reporters.computeIfAbsent(ssrc, _ -> new ReplayWindow()).add(at);
        return open;
    }
}
