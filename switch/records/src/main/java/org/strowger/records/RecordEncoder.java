package org.strowger.records;

import static org.strowger.records.RecordScanner.MAX_PAYLOAD_OCTETS;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes records of events, shorter ones of calls with too many legs. For one thread. */
final class RecordEncoder {

    private static final Logger LOG = LoggerFactory.getLogger(RecordEncoder.class);

    /** Kept of a call whose record is too long. */
    private static final int FIRST_LEGS = 2;

    private static final int LAST_LEGS = 30;

    private final EventJson json = new EventJson();
    private final AtomicLong shortened = new AtomicLong();

    /** Records that were too long, and are there with fewer legs. */
    long shortened() {
        return shortened.get();
    }

    /**
     * Writes the event's record at the buffer's position.
     *
     * @param into with room for the longest record
     * @return the event as it is in the record
     * @throws IllegalArgumentException when it is too long for a record; nothing was written
     */
    CallEvent put(ByteBuffer into, CallEvent event) {
        var written = event;
        var payload = json.write(event);
        if (payload.remaining() > MAX_PAYLOAD_OCTETS && event instanceof CallEvent.Ended ended) {
            written = ended.withLegs(FIRST_LEGS, LAST_LEGS);
            payload = json.write(written);
            if (payload.remaining() > MAX_PAYLOAD_OCTETS) {
                written = ended.withLegs(0, 0);
                payload = json.write(written);
            }
            said(ended, (CallEvent.Ended) written);
        }
        if (payload.remaining() > MAX_PAYLOAD_OCTETS) {
            throw new IllegalArgumentException(
                    "an event of %d octets".formatted(payload.remaining()));
        }
        RecordScanner.put(into, payload);
        return written;
    }

    /** The record of a call matters more than that of each of its legs. */
    private void said(CallEvent.Ended ended, CallEvent.Ended less) {
        shortened.incrementAndGet();
        LOG.warn(
                "call {}: its record is too long; of its {} legs {} are kept",
                ended.call(),
                ended.cdr().legs().size(),
                less.cdr().legs().size());
    }
}
