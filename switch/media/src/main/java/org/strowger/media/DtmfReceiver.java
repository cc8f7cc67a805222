package org.strowger.media;

/**
 * The keys that one peer presses, out of its telephone-event packets (RFC 4733, section 2.5).
 *
 * <p>A key is told once: at the first packet with the end bit, or when the next event begins, or
 * when nothing more has come for {@link #SILENCE_MICROS}. An event is known by its timestamp,
 * number and SSRC. Senders that use a timestamp again for the next press of a key (SIPp does) are
 * understood by their sequence numbers or by the pause.
 */
public final class DtmfReceiver {

    /** An event without an end packet is over after this pause. */
    public static final long SILENCE_MICROS = 200_000;

    /** Octets of an event's payload. */
    public static final int LENGTH = 4;

    private static final String KEYS = "0123456789*#ABCD";
    private static final int END = 0x80;
    private static final int SAMPLES_PER_MILLI = 8;
    private static final int LONGEST = 0xFFFF; // then a long event goes on in a new segment

    /** Who is told of the keys. */
    @FunctionalInterface
    public interface Listener {
        /** {@link MediaEvents#key}. */
        void key(char key, int durationMillis);
    }

    private final Listener listener;
    private boolean begun;
    private boolean told;
    private int event;
    private int ssrc;
    private int timestamp;
    private int sequence; // the highest of this event
    private int duration; // of the segment, in samples
    private int segments; // samples of the segments before
    private long lastMicros;
    private long duplicates;

    public DtmfReceiver(Listener listener) {
        this.listener = listener;
    }

    /**
     * A telephone-event packet was accepted.
     *
     * @param packet where the header was parsed from
     * @return false when the payload is too short for an event
     */
    public boolean onPacket(RtpHeader header, byte[] packet, long nowMicros) {
        if (header.payloadLength() < LENGTH) {
            return false;
        }
        int at = header.payloadOffset();
        int number = packet[at] & 0xFF;
        if (number >= KEYS.length()) {
            return true; // a flash or a tone, no key
        }
        boolean end = (packet[at + 1] & END) != 0;
        int samples = (packet[at + 2] & 0xFF) << 8 | (packet[at + 3] & 0xFF);
        if (continues(header, number)) {
            segments += LONGEST;
            timestamp = header.timestamp();
            duration = 0;
        } else if (begins(header, number, end, samples, nowMicros)) {
            tell();
            begin(header, number);
        } else if (told || !isCurrent(header, number)) {
            duplicates++;
            touch(header, nowMicros);
            return true;
        }
        duration = Math.max(duration, samples);
        touch(header, nowMicros);
        if (end) {
            tell();
        }
        return true;
    }

    /** Tells the key whose end packets were all lost, once it is certain. */
    public void expire(long nowMicros) {
        if (isOpen() && nowMicros - lastMicros >= SILENCE_MICROS) {
            tell();
        }
    }

    /** Whether a key has begun that was not told yet: {@link #expire} must be called. */
    public boolean isOpen() {
        return begun && !told;
    }

    /** When {@link #expire} has something to do, if nothing else comes. */
    public long expiresAtMicros() {
        return lastMicros + SILENCE_MICROS;
    }

    /** Packets of events that had been told before. */
    public long duplicates() {
        return duplicates;
    }

    private boolean isCurrent(RtpHeader header, int number) {
        return header.timestamp() == timestamp && number == event && header.ssrc() == ssrc;
    }

    /** The next segment of an event of over 8 s (RFC 4733, section 2.5.1.3). */
    private boolean continues(RtpHeader header, int number) {
        return isOpen()
                && !header.marker()
                && number == event
                && header.ssrc() == ssrc
                && header.timestamp() == timestamp + LONGEST;
    }

    private boolean begins(RtpHeader header, int number, boolean end, int samples, long nowMicros) {
        if (!begun || header.ssrc() != ssrc) {
            return true;
        }
        boolean paused = nowMicros - lastMicros > SILENCE_MICROS;
        boolean newer = (short) (header.sequence() - sequence) > 0;
        if (isCurrent(header, number)) {
            return told && !end && (paused || (newer && samples < duration));
        }
        return newer || paused; // otherwise a packet of an event before, overtaken by this one
    }

    private void begin(RtpHeader header, int number) {
        begun = true;
        told = false;
        event = number;
        ssrc = header.ssrc();
        timestamp = header.timestamp();
        sequence = header.sequence();
        duration = 0;
        segments = 0;
    }

    private void touch(RtpHeader header, long nowMicros) {
        lastMicros = nowMicros;
        if ((short) (header.sequence() - sequence) > 0) {
            sequence = header.sequence();
        }
    }

    private void tell() {
        if (isOpen()) {
            told = true;
            listener.key(KEYS.charAt(event), (segments + duration) / SAMPLES_PER_MILLI);
        }
    }
}
