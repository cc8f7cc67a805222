package org.strowger.media;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The events that one peer is to hear as tones, frame by frame: what to send in the next 20 ms.
 * Pure. A tone begins with its event and ends when that has lasted as long as its sender says, but
 * is never shorter than {@link #LEAST_FRAMES} nor longer than 10 s, and between two is a pause of
 * as many, so that who looks for tones finds both (ITU-T Q.24).
 */
public final class KeyStrokes {

    /** Frames of the shortest tone and of the shortest pause: 60 ms, where 40 must do. */
    public static final int LEAST_FRAMES = 3;

    /** What {@link #next} returns for a frame of silence. */
    public static final int PAUSE = -1;

    private static final int MOST_WAITING = 32;
    private static final int FRAME_MILLIS = 20;
    private static final int MOST_FRAMES = DtmfReceiver.LONGEST_MILLIS / FRAME_MILLIS;

    private static final class Stroke {
        final int event;
        int wanted = MOST_FRAMES;
        int played;
        boolean ended;

        Stroke(int event) {
            this.event = event;
        }
    }

    private final Queue<Stroke> strokes = new ArrayDeque<>(1);
    private int pause; // frames of it that are left
    private int phase; // frame of the tone, within a second

    /** A key is pressed. */
    public void begin(char key) {
        int event = DtmfReceiver.event(key);
        if (event >= 0 && strokes.size() < MOST_WAITING) {
            strokes.add(new Stroke(event));
        }
    }

    /** The one that began last is let go. */
    public void end(int durationMillis) {
        Stroke last = null;
        for (var stroke : strokes) {
            last = stroke;
        }
        if (last != null && !last.ended) {
            last.ended = true;
            int frames = Math.ceilDiv(durationMillis, FRAME_MILLIS);
            last.wanted = Math.clamp(frames, LEAST_FRAMES, MOST_FRAMES);
        }
    }

    /** Nothing more is to be heard. */
    public void clear() {
        strokes.clear();
        pause = 0;
    }

    /** Whether the next frame is a tone's, or of a pause between two. */
    public boolean isSounding() {
        var stroke = strokes.peek();
        if (stroke == null || pause > 0 || stroke.played < stroke.wanted) {
            return stroke != null;
        }
        strokes.remove();
        pause = strokes.isEmpty() ? 0 : LEAST_FRAMES;
        return !strokes.isEmpty();
    }

    /**
     * The next frame, while {@link #isSounding}.
     *
     * @return the event whose tone it has, or {@link #PAUSE}
     */
    public int next() {
        var stroke = strokes.element();
        if (pause > 0) {
            pause--;
            return PAUSE;
        }
        phase = stroke.played++ % DtmfTones.FRAMES;
        return stroke.event;
    }

    /** Which frame of {@link DtmfTones#of} that is. */
    public int frame() {
        return phase;
    }
}
