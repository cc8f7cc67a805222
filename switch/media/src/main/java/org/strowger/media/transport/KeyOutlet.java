package org.strowger.media.transport;

import java.util.Arrays;
import org.strowger.media.DtmfReceiver;
import org.strowger.media.DtmfTones;
import org.strowger.media.G711;
import org.strowger.media.KeyStrokes;
import org.strowger.media.KeyWay;
import org.strowger.media.Prompt;
import org.strowger.media.RtpFormat;

/** Events that a leg's peer gets in another way: as tones, or by signalling. */
final class KeyOutlet implements DtmfReceiver.Listener {

    private final RtpLeg leg;
    private final KeyWatch watch;
    private final KeyStrokes strokes = new KeyStrokes();
    private KeyWay way = KeyWay.NONE;

    KeyOutlet(RtpLeg leg, RtpLoop loop) {
        this.leg = leg;
        this.watch = new KeyWatch(leg, loop, this);
    }

    /** The packet in {@code loop.in} is an event. */
    void onEvent(KeyWay wanted) {
        way = wanted;
        watch.onEvent();
    }

    @Override
    public void begun(char key) {
        if (way == KeyWay.TONES) {
            strokes.begin(key);
        }
    }

    @Override
    public void key(char key, int durationMillis) {
        if (way == KeyWay.TONES) {
            strokes.end(durationMillis);
        } else {
            leg.infoDue(key, durationMillis);
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
            DtmfTones.of(event).copyFrame(law, strokes.frame(), to, offset);
        }
    }

    /** The peer hears something else now. What was pressed is remembered, as ends come late. */
    void stop() {
        watch.stop();
        strokes.clear();
    }
}
