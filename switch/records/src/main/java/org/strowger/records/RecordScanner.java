package org.strowger.records;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Finds records in octets of a spool file, whatever has happened to them. A record:
 *
 * <pre>
 * 0  magic F5 53 50 4C; F5 is in no UTF-8 text, so a payload never looks like a beginning
 * 4  length of the payload, 1 to 1 MiB, big-endian
 * 8  CRC32C of length and payload
 * 12 payload: one event as JSON
 * </pre>
 *
 * What is damaged is passed over up to the next magic whose record is whole.
 */
final class RecordScanner {

    static final int HEADER_OCTETS = 12;
    static final int MAX_PAYLOAD_OCTETS = 1 << 20;
    static final int MAX_RECORD_OCTETS = HEADER_OCTETS + MAX_PAYLOAD_OCTETS;
    private static final int MAGIC = 0xF553504C;

    private final ByteBuffer octets;
    private final boolean complete;
    private int position;
    private int validEnd;
    private int damaged;
    private boolean inDamage;

    /**
     * @param octets from a record's beginning to the limit; must be backed by an array
     * @param complete whether the file ends with the octets; else an incomplete record at their end
     *     is left for the next reading
     */
    RecordScanner(ByteBuffer octets, boolean complete) {
        this.octets = octets;
        this.complete = complete;
        this.position = octets.position();
        this.validEnd = position;
    }

    /** Writes header and payload at the buffer's position. */
    static void put(ByteBuffer into, ByteBuffer payload) {
        int start = into.position();
        int length = payload.remaining();
        into.putInt(MAGIC).putInt(length).putInt(0).put(payload);
        into.putInt(start + 8, crc(into, start, length));
    }

    /** The next whole record's payload, or null when no more can be had from these octets. */
    @Nullable ByteBuffer next() {
        while (octets.limit() - position >= HEADER_OCTETS) {
            if (octets.getInt(position) == MAGIC) {
                int length = octets.getInt(position + 4);
                boolean plausible = length > 0 && length <= MAX_PAYLOAD_OCTETS;
                boolean inside = length <= octets.limit() - position - HEADER_OCTETS;
                if (plausible
                        && inside
                        && octets.getInt(position + 8) == crc(octets, position, length)) {
                    return take(length);
                }
                if (plausible && !inside && !complete) {
                    return null;
                }
            }
            damage();
            position = nextMagic(position + 1);
        }
        if (complete && position < octets.limit()) {
            damage();
            position = octets.limit();
        }
        return null;
    }

    private ByteBuffer take(int length) {
        var payload = octets.slice(position + HEADER_OCTETS, length);
        position += HEADER_OCTETS + length;
        validEnd = position;
        inDamage = false;
        return payload;
    }

    /** Where the next reading has to begin. */
    int position() {
        return position;
    }

    /** The end of the last whole record. */
    int validEnd() {
        return validEnd;
    }

    /** Stretches of octets that were no record. */
    int damaged() {
        return damaged;
    }

    private void damage() {
        if (!inDamage) {
            inDamage = true;
            damaged++;
        }
    }

    /**
     * The first place from {@code from} on where a magic stands or might go on behind the limit.
     */
    private int nextMagic(int from) {
        int last = octets.limit() - Integer.BYTES;
        for (int i = from; i <= last; i++) {
            if (octets.getInt(i) == MAGIC) {
                return i;
            }
        }
        return Math.max(from, last + 1);
    }

    private static int crc(ByteBuffer octets, int record, int length) {
        var crc = new CRC32C();
        crc.update(octets.array(), octets.arrayOffset() + record + 4, Integer.BYTES);
        crc.update(octets.array(), octets.arrayOffset() + record + HEADER_OCTETS, length);
        return (int) crc.getValue();
    }
}
