package org.strowger.media;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The keys that one peer presses, out of its telephone-event packets (RFC 4733, section 2.5).
 *
 * <p>A key is told once: at the first packet with the end bit, or when the next event begins, or
 * when nothing more has come for {@link #SILENCE_MICROS}. An event is known by its SSRC, timestamp
 * and number, and the last few are remembered for {@link #LATE_MICROS}, so that what comes late
 * tells no key again. Senders that use a timestamp again for the next press of a key are understood
 * by its duration, which begins anew, and by their sequence numbers or the pause; SIPp, which does
 * so, gives each press an SSRC of its own.
 *
 * <p>More than {@link KeyAllowance} allows are dropped.
 */
public final class DtmfReceiver {

    /** An event without an end packet is over after this pause. */
    public static final long SILENCE_MICROS = 200_000;

    /** How long after its last packet an event before the current one is known again. */
    public static final long LATE_MICROS = 1_000_000;

    /** A key that is pressed for longer is told to have been pressed for so long. */
    public static final int LONGEST_MILLIS = 10_000;

    /** Octets of an event's payload. */
    public static final int LENGTH = 4;

    private static final String KEYS = "0123456789*#ABCD";
    private static final int END = 0x80;
    private static final int REMEMBERED = 8;

    /** Who is told of the keys. */
    @FunctionalInterface
    public interface Listener {
        /** A press has begun, and this becomes of it; {@link #key} or {@link #dropped} follows. */
        default KeyFate begun(char key) {
            return KeyFate.PASSES;
        }

        /** {@link MediaEvents#key}, and what {@link #begun} said of it. */
        void key(char key, int durationMillis, KeyFate fate);

        /** The press that began last is over and is not told: there were too many. */
        default void dropped() {}
    }

    private final Listener listener;
    private final ArrayDeque<KeyPress> presses = new ArrayDeque<>(REMEMBERED); // the current first
    private final KeyAllowance allowance = new KeyAllowance();
    private KeyFate fate = KeyFate.PASSES;
    private long duplicates;
    private long dropped;

    /** The key of an event, {@link DtmfDetector#NONE} for what is no key's. */
    public static char key(int event) {
        return event < KEYS.length() ? KEYS.charAt(event) : DtmfDetector.NONE;
    }

    /** The event of a key (RFC 4733, section 3.2); -1 for what is none. */
    public static int event(char key) {
        return KEYS.indexOf(key);
    }

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
            fate = KeyFate.PASSES;
            return true; // a flash or a tone, no key
        }
        boolean end = (packet[at + 1] & END) != 0;
        int samples = (packet[at + 2] & 0xFF) << 8 | (packet[at + 3] & 0xFF);
        var press = pressOf(header, number, samples, end, nowMicros);
        if (press == null || press.isTold()) {
            duplicates++;
        }
        fate = press == null ? KeyFate.COPY : press.fate();
        if (press != null) {
            press.heard(header, samples, end, nowMicros);
            if (end) {
                tell(press, nowMicros);
            }
        }
        return true;
    }

    /** Tells the key whose end packets were all lost, once it is certain. */
    public void expire(long nowMicros) {
        var current = presses.peekFirst();
        if (current != null && current.isSilent(nowMicros, SILENCE_MICROS)) {
            tell(current, nowMicros);
        }
    }

    /** What is pressed now is not told, however it ends. */
    public void forgetOpen() {
        var current = presses.peekFirst();
        if (current != null) {
            current.setTold();
        }
    }

    /** What becomes of the press of the last packet; one that was overtaken is a copy. */
    public KeyFate fate() {
        return fate;
    }

    /** Whether a key has begun that was not told yet: {@link #expire} must be called. */
    public boolean isOpen() {
        var current = presses.peekFirst();
        return current != null && !current.isTold();
    }

    /** When {@link #expire} has something to do, if nothing else comes; asked while one is open. */
    public long expiresAtMicros() {
        var current = presses.peekFirst();
        return (current == null ? 0 : current.lastMicros()) + SILENCE_MICROS;
    }

    /** Packets of events that had been told before, or were overtaken by the next. */
    public long duplicates() {
        return duplicates;
    }

    /** Keys not told, as they were too many. */
    public long dropped() {
        return dropped;
    }

    /** The press that a packet belongs to, a new one perhaps; null when its event was overtaken. */
    private @Nullable KeyPress pressOf(
            RtpHeader header, int number, int samples, boolean end, long nowMicros) {
        var current = presses.peekFirst();
        if (current == null) {
            return begin(header, number, nowMicros);
        }
        if (current.isContinuedBy(header, number)) {
            current.nextSegment(header);
            return current;
        }
        var known = known(header, number, nowMicros);
        boolean paused = current.isSilent(nowMicros, SILENCE_MICROS);
        if (known != null) {
            boolean again = known.isBefore(header) || (paused && known.equals(current));
            return known.isTold() && !end && known.isLongerThan(samples) && again
                    ? begin(header, number, nowMicros)
                    : known;
        }
        return paused || !current.hasSource(header) || current.isBefore(header)
                ? begin(header, number, nowMicros)
                : null;
    }

    private @Nullable KeyPress known(RtpHeader header, int number, long nowMicros) {
        for (var press : presses) {
            if (press.isOf(header, number)) {
                boolean current = press.equals(presses.peekFirst());
                return current || !press.isSilent(nowMicros, LATE_MICROS) ? press : null;
            }
        }
        return null;
    }

    private KeyPress begin(RtpHeader header, int number, long nowMicros) {
        var before = presses.peekFirst();
        if (before != null) {
            tell(before, nowMicros);
        }
        if (presses.size() == REMEMBERED) {
            presses.removeLast();
        }
        var press = new KeyPress(header, number, nowMicros);
        presses.addFirst(press);
        press.setFate(listener.begun(KEYS.charAt(number)));
        return press;
    }

    private void tell(KeyPress press, long nowMicros) {
        if (press.isTold()) {
            return;
        }
        press.setTold();
        if (allowance.takes(nowMicros)) {
            listener.key(KEYS.charAt(press.event), press.durationMillis(), press.fate());
        } else {
            dropped++;
            listener.dropped();
        }
    }
}
