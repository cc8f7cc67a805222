package org.strowger.media.transport;

import java.util.Arrays;
import org.strowger.media.DtmfDetector;
import org.strowger.media.DtmfReceiver;
import org.strowger.media.DtmfTones;
import org.strowger.media.G711;
import org.strowger.media.KeyFate;
import org.strowger.media.KeyStrokes;
import org.strowger.media.KeyWay;
import org.strowger.media.Prompt;
import org.strowger.media.RtpFormat;

/** Events that a leg's peer gets in another way: as tones, or by signalling. */
final class KeyOutlet implements DtmfReceiver.Listener {

    private static final long ECHO_MICROS = 300_000;

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final KeyWatch watch;
    private final KeyStrokes strokes = new KeyStrokes();
    private KeyWay way = KeyWay.NONE;
    private char sounded = DtmfDetector.NONE;
    private long soundedMicros;

    KeyOutlet(RtpLeg leg, RtpLoop loop) {
        this.leg = leg;
        this.loop = loop;
        this.watch = new KeyWatch(leg, loop, this);
    }

    /** The packet in {@code loop.in} is an event. */
    void onEvent(KeyWay wanted) {
        way = wanted;
        watch.onEvent();
    }

    @Override
    public KeyFate begun(char key) {
        if (way == KeyWay.TONES) {
            strokes.begin(key);
        }
        return KeyFate.PASSES;
    }

    @Override
    public void key(char key, int durationMillis, KeyFate fate) {
        if (way == KeyWay.TONES) {
            strokes.end(durationMillis);
        } else {
            leg.news().infoDue(key, durationMillis);
        }
    }

    @Override
    public void dropped() {
        strokes.end(0);
    }

    /** Whether the next frame is of a key. */
    boolean isSounding() {
        return strokes.isSounding();
    }

    /** Copies the next frame and goes on. */
    void copyNext(RtpFormat.Law law, byte[] to, int offset) {
        int event = strokes.next();
        if (event == KeyStrokes.PAUSE) {
            Arrays.fill(to, offset, offset + Prompt.FRAME, G711.silence(law));
        } else {
            sounded = DtmfReceiver.key(event);
            soundedMicros = loop.nowMicros();
            DtmfTones.of(event).copyFrame(law, strokes.frame(), to, offset);
        }
    }

    /** Whether the peer, when this key is heard from it, may only send back what it hears. */
    boolean echoes(char key) {
        return key == sounded && loop.nowMicros() - soundedMicros < ECHO_MICROS;
    }

    /**
     * The peer hears something else now. What was pressed is remembered, as ends come late, but
     * what is not let go yet is not told any more: nobody heard it who is heard then.
     */
    void stop() {
        watch.forget();
        strokes.clear();
    }
}
