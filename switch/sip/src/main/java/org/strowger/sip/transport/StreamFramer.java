package org.strowger.sip.transport;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.message.SipLimits;

/**
 * Cuts a stream into messages by Content-Length (RFC 3261, section 18.3). Reads every octet a
 * bounded number of times, however small the pieces are that it comes in.
 */
final class StreamFramer {

    /** Why the next message's end cannot be known, or will not be waited for. */
    enum Fault {
        HEADERS_TOO_LONG,
        NO_CONTENT_LENGTH,
        MALFORMED_CONTENT_LENGTH,
        TOO_LARGE
    }

    /** What a stream consists of. */
    interface Sink {
        void onMessage(byte[] octets);

        /** A double CRLF between messages (RFC 5626, section 3.5.1). */
        void onKeepAlive();

        /** The stream cannot go on. */
        void onFault(Fault fault, byte[] head);
    }

    private static final byte[] EMPTY = {};
    private static final int UNKNOWN = -1;

    private final Sink sink;
    private byte[] buffer = EMPTY;
    private int length;
    private int searched;
    private int messageLength = UNKNOWN;
    private int emptyLines;
    private long completed;
    private boolean stopped;

    StreamFramer(Sink sink) {
        this.sink = sink;
    }

    /** Takes all of {@code in} and tells the sink what it completes. */
    void add(ByteBuf in) {
        while (in.isReadable() && !stopped) {
            // Never more than one message and what a step brought: bounded, whatever comes.
            int step = Math.min(in.readableBytes(), SipLimits.MESSAGE + 1);
            append(in, step);
            int start = 0;
            int next = cut(start);
            while (next > start && !stopped) {
                start = next;
                next = cut(start);
            }
            discard(start);
        }
    }

    /** Whether some of a message is there and some is not. */
    boolean isPartial() {
        return length > 0 && !stopped;
    }

    /** How many messages have been cut out. */
    long completed() {
        return completed;
    }

    private void append(ByteBuf in, int octets) {
        if (length + octets > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(length + octets, buffer.length * 2));
        }
        in.readBytes(buffer, length, octets);
        length += octets;
    }

    private void discard(int octets) {
        if (octets == length) {
            buffer = EMPTY; // An idle connection holds no memory.
        } else if (octets > 0) {
            System.arraycopy(buffer, octets, buffer, 0, length - octets);
        }
        length -= octets;
        searched = Math.max(0, searched - octets);
    }

    /**
     * Cuts one message or empty line off.
     *
     * @return where the rest begins; {@code start} when the rest is not complete
     */
    private int cut(int start) {
        if (messageLength == UNKNOWN) {
            if (isLineEnd(start)) {
                emptyLine();
                return start + 2;
            }
            if (start == length || (length - start == 1 && buffer[start] == '\r')) {
                return start;
            }
            emptyLines = 0;
            readHead(start);
        }
        if (messageLength == UNKNOWN || length - start < messageLength || stopped) {
            return start;
        }
        int end = start + messageLength;
        messageLength = UNKNOWN;
        searched = end;
        completed++;
        sink.onMessage(Arrays.copyOfRange(buffer, start, end));
        return end;
    }

    private void emptyLine() {
        emptyLines++;
        if (emptyLines == 2) {
            emptyLines = 0;
            sink.onKeepAlive();
        }
    }

    private void readHead(int start) {
        int headEnd = headEnd(start);
        if (headEnd < 0) {
            if (length - start > SipLimits.MESSAGE) {
                fault(Fault.HEADERS_TOO_LONG, EMPTY);
            }
            return;
        }
        var head = Arrays.copyOfRange(buffer, start, headEnd);
        int body = SipIndex.contentLengthOf(head);
        if (body == -1) {
            fault(Fault.NO_CONTENT_LENGTH, head);
        } else if (body < 0) {
            fault(Fault.MALFORMED_CONTENT_LENGTH, head);
        } else if ((long) head.length + body > SipLimits.MESSAGE) {
            fault(Fault.TOO_LARGE, head);
        } else {
            messageLength = head.length + body;
        }
    }

    private int headEnd(int start) {
        int i = Math.max(start, searched);
        for (; i + 3 < length; i++) {
            if (isLineEnd(i) && isLineEnd(i + 2)) {
                return i + 4;
            }
        }
        searched = i;
        return -1;
    }

    private boolean isLineEnd(int at) {
        return at + 1 < length && buffer[at] == '\r' && buffer[at + 1] == '\n';
    }

    private void fault(Fault fault, byte[] head) {
        stopped = true;
        sink.onFault(fault, head);
    }
}
