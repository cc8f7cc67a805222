package org.strowger.media.transport;

import org.jspecify.annotations.Nullable;
import org.strowger.media.DtmfDetector;
import org.strowger.media.DtmfReceiver;
import org.strowger.media.KeyWay;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.PeerKeys;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpHeader;

/**
 * The keys of one leg's peer, by whatever ways they come: each is told once. Events pass on to who
 * listens packet by packet, so their copies, and those that call control withholds, are kept back
 * from their first packet on. For tones, once they are certain, and for keys told by signalling the
 * listener gets events instead ({@link PressedKeys}), unless it takes tones as they are.
 */
final class KeyIntake {

    private static final int ALL = -1;

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final LegReceiver receiver;
    private final KeyWatch events;
    private final PeerKeys keys = new PeerKeys();
    private @Nullable DtmfDetector detector; // while keys come as tones
    private int withheld; // a bit for each event
    private int lastEvent = -1;
    private int lastTimestamp; // with the SSRC: some begin each event with the same
    private boolean eventWithheld;
    private boolean eventIsCopy;
    private char tone; // that the packet has made certain
    private boolean toneWithheld;
    private boolean tonePasses; // as a tone
    private long countedDuplicates;
    private long countedDropped;

    KeyIntake(RtpLeg leg, RtpLoop loop, LegReceiver receiver) {
        this.leg = leg;
        this.loop = loop;
        this.receiver = receiver;
        this.events = new KeyWatch(leg, loop, this::onEvent);
    }

    /** What is expected from now on. */
    void connect(RtpFormat format) {
        if (format.keys() != KeyWay.TONES) {
            detector = null;
        } else if (detector == null) {
            detector = new DtmfDetector();
        }
    }

    /** {@link org.strowger.media.MediaLeg#withhold}. */
    void withhold(String some) {
        withheld = 0;
        for (int i = 0; i < some.length(); i++) {
            int event = DtmfReceiver.event(some.charAt(i));
            withheld |= event < 0 ? 0 : 1 << event;
        }
    }

    /** {@link org.strowger.media.MediaLeg#keyed}. */
    void keyed(char key, int durationMillis) {
        if (DtmfReceiver.event(key) >= 0 && isNew(key, KeyWay.INFO)) {
            boolean hidden = withholds(key);
            leg.key(key, durationMillis, hidden);
            if (!hidden) {
                receiver.press(String.valueOf(key));
            }
        }
    }

    void close() {
        events.stop();
    }

    /** Whether tones are looked for in the voice. */
    boolean hearsTones() {
        return detector != null;
    }

    /**
     * Whether a packet of voice is not for who listens.
     *
     * @param packet of G.711; the payload lies where {@code header} says
     */
    boolean hidesVoice(
            RtpHeader header, byte[] packet, RtpFormat.Law law, @Nullable Hearer listener) {
        return detector != null && hidesTone(detector, header, packet, law, listener);
    }

    /** The packet has been passed on, or was not to be: what it says is told. */
    void passedOn(boolean event) {
        if (event) {
            events.onEvent();
            count();
        } else if (tone != DtmfDetector.NONE) {
            onTone(tone);
            tone = DtmfDetector.NONE;
        }
    }

    /**
     * Whether the event in {@code loop.in} is not for who listens. Decided at its first packet, for
     * all of them: the end comes three times.
     */
    boolean hidesEvent() {
        int event = loop.in[loop.header.payloadOffset()] & 0xFF;
        int timestamp = loop.header.timestamp() ^ loop.header.ssrc();
        if (event != lastEvent || timestamp != lastTimestamp) {
            lastEvent = event;
            lastTimestamp = timestamp;
            char key = DtmfReceiver.key(event);
            eventIsCopy = keys.isCopy(key, KeyWay.EVENTS, loop.nowMicros());
            eventWithheld = !eventIsCopy && withholds(key);
        }
        return eventWithheld || eventIsCopy;
    }

    private boolean withholds(char key) {
        int event = DtmfReceiver.event(key);
        boolean now = event >= 0 && (withheld >> event & 1) != 0;
        withheld = now ? ALL : withheld;
        return now;
    }

    private void onEvent(char key, int durationMillis) {
        if (isNew(key, KeyWay.EVENTS)) {
            leg.key(key, durationMillis, eventWithheld);
        }
        count();
    }

    private boolean hidesTone(
            DtmfDetector ear,
            RtpHeader header,
            byte[] packet,
            RtpFormat.Law law,
            @Nullable Hearer listener) {
        tone = ear.hear(law, packet, header.payloadOffset(), header.payloadLength());
        if (tone != DtmfDetector.NONE) {
            boolean copy = keys.isCopy(tone, KeyWay.TONES, loop.nowMicros());
            toneWithheld = !copy && withholds(tone);
            tonePasses = !toneWithheld && listener != null && listener.takesTones();
        }
        return ear.isSounding() && !tonePasses;
    }

    private void onTone(char key) {
        var ear = detector;
        if (ear != null && isNew(key, KeyWay.TONES)) {
            leg.key(key, ear.durationMillis(), toneWithheld);
            if (!toneWithheld && !tonePasses) {
                receiver.press(String.valueOf(key));
            }
        }
    }

    private boolean isNew(char key, KeyWay way) {
        boolean copy = keys.isCopy(key, way, loop.nowMicros());
        if (keys.takes(key, way, loop.nowMicros())) {
            return true;
        }
        var counter = copy ? Counter.DUPLICATE_KEYS : Counter.KEYS_DROPPED;
        loop.shared.counters().increment(counter);
        return false;
    }

    private void count() {
        var counters = loop.shared.counters();
        counters.add(Counter.DUPLICATE_KEYS, events.keys().duplicates() - countedDuplicates);
        counters.add(Counter.KEYS_DROPPED, events.keys().dropped() - countedDropped);
        countedDuplicates = events.keys().duplicates();
        countedDropped = events.keys().dropped();
    }
}
