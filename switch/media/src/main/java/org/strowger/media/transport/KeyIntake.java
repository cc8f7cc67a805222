package org.strowger.media.transport;

import org.jspecify.annotations.Nullable;
import org.strowger.media.DtmfDetector;
import org.strowger.media.DtmfReceiver;
import org.strowger.media.KeyFate;
import org.strowger.media.KeyWay;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.PeerKeys;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpHeader;
import org.strowger.media.ToneEar;

/**
 * The keys of one leg's peer, by whatever ways they come: each is told once. Events pass on to who
 * listens packet by packet, so their copies, and those that call control withholds, are kept back
 * from their first packet on. For tones, once they are certain, and for keys told by signalling the
 * listener gets events instead ({@link PressedKeys}), unless it takes tones as they are.
 */
final class KeyIntake implements DtmfReceiver.Listener {

    private static final int ALL = -1;

    /** After a key was heard, what comes is no voice for so long: tones end in windows. */
    private static final long HUSH_MICROS = 100_000;

    /** A phone that tells a key as it is pressed may send its tones too, a little later. */
    private static final long HUSH_AFTER_INFO_MICROS = 300_000;

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final LegReceiver receiver;
    private final KeyWatch events;
    private final PeerKeys keys = new PeerKeys();
    private @Nullable RtpFormat expected;
    private boolean tones; // are how keys come
    private boolean tapped;
    private @Nullable ToneEar ear; // while somebody must know of tones
    private int withheld; // a bit for each event
    private char tone; // that the packet has made certain
    private KeyFate toneFate = KeyFate.PASSES;
    private boolean tonePasses; // as a tone
    private long hushedUntil;
    private long countedDuplicates;
    private long countedDropped;

    KeyIntake(RtpLeg leg, RtpLoop loop, LegReceiver receiver) {
        this.leg = leg;
        this.loop = loop;
        this.receiver = receiver;
        this.events = new KeyWatch(leg, loop, this);
    }

    /** What is expected from now on. */
    void connect(RtpFormat format) {
        tones = format.keys() == KeyWay.TONES;
        listen();
        if (ear != null && !format.equals(expected)) {
            ear.reset(); // Hold is a pause.
        }
        expected = format;
    }

    /** Whether somebody hears what the peer says, and must not hear its keys. */
    void tapped(boolean now) {
        tapped = now;
        listen();
    }

    private void listen() {
        if (!hearsTones()) {
            ear = null;
        } else if (ear == null) {
            ear = new ToneEar();
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
        if (DtmfReceiver.event(key) < 0) {
            return;
        }
        hush(HUSH_AFTER_INFO_MICROS);
        var fate = fate(key, KeyWay.INFO);
        if (fate != KeyFate.COPY) {
            tell(key, durationMillis, fate);
        }
        if (fate == KeyFate.PASSES) {
            receiver.press(String.valueOf(key));
        }
    }

    void close() {
        events.stop();
    }

    /** Whether tones are looked for in the voice. */
    boolean hearsTones() {
        return tones || tapped;
    }

    /**
     * The event in {@code loop.in} has come: its key is told when it ends.
     *
     * @return whether it is not for who listens, which was decided at its first packet
     */
    boolean hidesEvent() {
        events.onEvent();
        char key = DtmfReceiver.key(loop.in[loop.header.payloadOffset()] & 0xFF);
        if (key != DtmfDetector.NONE) {
            keys.goesOn(key, KeyWay.EVENTS, loop.nowMicros());
            hush(HUSH_MICROS);
        }
        count();
        return events.keys().fate() != KeyFate.PASSES;
    }

    @Override
    public KeyFate begun(char key) {
        return fate(key, KeyWay.EVENTS);
    }

    @Override
    public void key(char key, int durationMillis, KeyFate fate) {
        if (fate != KeyFate.COPY) {
            tell(key, durationMillis, fate);
        }
        count();
    }

    /** What becomes of a key that comes now; a copy is counted, and so is one too many. */
    private KeyFate fate(char key, KeyWay way) {
        boolean copy = keys.isCopy(key, way, loop.nowMicros());
        if (keys.takes(key, way, loop.nowMicros())) {
            return withholds(key) ? KeyFate.WITHHELD : KeyFate.PASSES;
        }
        var counter = copy ? Counter.DUPLICATE_KEYS : Counter.KEYS_DROPPED;
        loop.shared.counters().increment(counter);
        return KeyFate.COPY;
    }

    private boolean withholds(char key) {
        int event = DtmfReceiver.event(key);
        boolean now = event >= 0 && (withheld >> event & 1) != 0;
        withheld = now ? ALL : withheld;
        return now;
    }

    private void tell(char key, int durationMillis, KeyFate fate) {
        leg.news().key(key, durationMillis, fate == KeyFate.WITHHELD);
    }

    /**
     * Whether a packet of voice is not for who listens.
     *
     * @param packet of G.711; the payload lies where {@code header} says
     */
    boolean hidesVoice(
            RtpHeader header, byte[] packet, RtpFormat.Law law, @Nullable Hearer listener) {
        var by = ear;
        if (by == null) {
            return false;
        }
        char certain = by.hear(header, packet, law);
        if (by.isSounding()) {
            hush(HUSH_MICROS);
        }
        return tones && hidesTone(by, certain, listener);
    }

    private boolean hidesTone(ToneEar by, char certain, @Nullable Hearer listener) {
        if (certain != DtmfDetector.NONE) {
            tone = certain;
            toneFate = leg.echoes(certain) ? KeyFate.COPY : fate(certain, KeyWay.TONES);
            boolean passes = toneFate == KeyFate.PASSES;
            tonePasses = passes && listener != null && listener.takesTones();
        }
        if (by.isSounding()) {
            keys.goesOn(by.key(), KeyWay.TONES, loop.nowMicros());
        }
        return by.isSounding() && !tonePasses;
    }

    /** The packet has been passed on, or was not to be: a key that it has made certain is told. */
    void passedOn() {
        var by = ear;
        if (tone == DtmfDetector.NONE || by == null) {
            return;
        }
        char key = tone;
        tone = DtmfDetector.NONE;
        if (toneFate != KeyFate.COPY) {
            tell(key, by.durationMillis(), toneFate);
        }
        if (toneFate == KeyFate.PASSES && !tonePasses) {
            receiver.press(String.valueOf(key));
        }
    }

    /** Whether what comes now may be the sound of a key, which no recording gets. */
    boolean isHushed(long nowMicros) {
        return nowMicros < hushedUntil;
    }

    private void hush(long micros) {
        hushedUntil = Math.max(hushedUntil, loop.nowMicros() + micros);
    }

    private void count() {
        var counters = loop.shared.counters();
        counters.add(Counter.DUPLICATE_KEYS, events.keys().duplicates() - countedDuplicates);
        counters.add(Counter.KEYS_DROPPED, events.keys().dropped() - countedDropped);
        countedDuplicates = events.keys().duplicates();
        countedDropped = events.keys().dropped();
    }
}
