package org.strowger.media.rtcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes one compound packet after the other into the same octets (RFC 3550, section 6): a report
 * first, then the source's name, and a goodbye where it leaves.
 */
public final class RtcpWriter {

    /** Octets of the longest packet that is made here. */
    public static final int LONGEST = 128;

    /** Octets of the longest name, so that everything fits. */
    public static final int LONGEST_NAME = 32;

    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int DESCRIPTION = 202;
    static final int BYE = 203;
    static final int CNAME = 1;
    static final int BLOCK_LENGTH = 24;
    static final int SENDER_REPORT_LENGTH = 28;

    private static final int RECEIVER_REPORT_LENGTH = 8;
    private static final int VERSION_2 = 0x80;

    private final ByteBuffer out = ByteBuffer.allocate(LONGEST);

    /**
     * Begins a packet with the report of one who sends RTP.
     *
     * @param ntp now, see {@link NtpTime}
     * @param timestamp the RTP timestamp of the same moment
     * @param packets RTP packets sent; its low 32 bits are used
     * @param octets of their payloads; its low 32 bits are used
     * @param block what was received; null for nothing
     */
    public void senderReport(
            int ssrc,
            long ntp,
            int timestamp,
            long packets,
            long octets,
            @Nullable ReportBlock block) {
        out.clear();
        header(SENDER_REPORT, block == null ? 0 : 1, SENDER_REPORT_LENGTH + length(block));
        out.putInt(ssrc).putLong(ntp).putInt(timestamp).putInt((int) packets).putInt((int) octets);
        block(block);
    }

    /** Begins a packet with the report of one who sends no RTP. */
    public void receiverReport(int ssrc, @Nullable ReportBlock block) {
        out.clear();
        header(RECEIVER_REPORT, block == null ? 0 : 1, RECEIVER_REPORT_LENGTH + length(block));
        out.putInt(ssrc);
        block(block);
    }

    /**
     * The source's canonical name.
     *
     * @param cname of ASCII, at most {@link #LONGEST_NAME}
     */
    public void description(int ssrc, String cname) {
        var name = cname.getBytes(StandardCharsets.US_ASCII);
        if (name.length > LONGEST_NAME) {
            throw new IllegalArgumentException("a name of more than 32 octets");
        }
        int items = Math.ceilDiv(2 + name.length + 1, 4) * 4; // With a null octet at their end.
        header(DESCRIPTION, 1, 8 + items);
        int end = out.position() + 4 + items;
        out.putInt(ssrc).put((byte) CNAME).put((byte) name.length).put(name);
        while (out.position() < end) {
            out.put((byte) 0);
        }
    }

    /** The source leaves. */
    public void bye(int ssrc) {
        header(BYE, 1, 8);
        out.putInt(ssrc);
    }

    /** The packet so far, from index 0, until the next begins. */
    public byte[] octets() {
        return out.array();
    }

    /** How many octets there are of it. */
    public int length() {
        return out.position();
    }

    private static int length(@Nullable ReportBlock block) {
        return block == null ? 0 : BLOCK_LENGTH;
    }

    private void header(int type, int count, int length) {
        out.put((byte) (VERSION_2 | count)).put((byte) type).putShort((short) (length / 4 - 1));
    }

    private void block(@Nullable ReportBlock block) {
        if (block == null) {
            return;
        }
        out.putInt(block.source());
        out.putInt((block.fractionLost() << 24) | (block.lost() & 0xFF_FFFF));
        out.putInt(block.highestSequence()).putInt(block.jitter());
        out.putInt(block.lastReport()).putInt(block.delay());
    }
}
