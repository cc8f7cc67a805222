package org.strowger.media;

/**
 * Events of RFC 4733 whose clock is faster than 8000 a second, as if it were that. At 48,000 an
 * event is cut into segments of 1.4 s (section 2.5.1.3), at 8000 of 8.2 s: here one follows the
 * other as one event, whose duration stays at the most that 16 bits can say.
 */
public final class LongEvents {

    private static final int MOST = 0xFFFF;

    private boolean begun;
    private int ssrc;
    private int event;
    private int segment; // timestamp of the current segment
    private int first; // timestamp of the event's first
    private long before; // how long the segments before the current one were
    private int duration;

    /** An event packet came, at so many ticks for one of 8000 a second. */
    public void heard(RtpHeader header, byte[] packet, int ticks) {
        int at = header.payloadOffset();
        int number = packet[at] & 0xFF;
        int long16 = (packet[at + 2] & 0xFF) << 8 | (packet[at + 3] & 0xFF);
        boolean same = begun && header.ssrc() == ssrc && number == event;
        if (same && !header.marker() && header.timestamp() == segment + MOST) {
            before += MOST;
            segment = header.timestamp();
        } else if (!same || header.timestamp() != segment) {
            begun = true;
            ssrc = header.ssrc();
            event = number;
            segment = header.timestamp();
            first = segment;
            before = 0;
        }
        duration = (int) Math.min(MOST, (before + long16) / ticks);
    }

    /** Of the event that it belongs to, in ticks. */
    public int timestamp() {
        return first;
    }

    /** Of all of it until now, at 8000 a second. */
    public int duration() {
        return duration;
    }
}
