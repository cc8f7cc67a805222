package org.strowger.media;

import java.util.List;

/** Where a leg stands in the prompts that it plays one after the other. */
public final class Playlist {

    private static final int FRAME_MILLIS = 20;

    private final int generation;
    private final List<Prompt> prompts;
    private final long length;
    private int left; // times, the one that runs among them; 0 for ever
    private boolean done;
    private int prompt;
    private int frame;

    /** At the first frame of the first prompt, once. */
    public Playlist(int generation, List<Prompt> prompts) {
        this(generation, prompts, Playing.ONCE.times());
    }

    /**
     * At the first frame of the first prompt.
     *
     * @param generation see {@link MediaLeg#play}
     * @param prompts at least one
     * @param times see {@link Playing}
     */
    public Playlist(int generation, List<Prompt> prompts, int times) {
        this.generation = generation;
        this.prompts = List.copyOf(prompts);
        this.length = prompts.stream().mapToLong(Prompt::frames).sum();
        this.left = times;
    }

    /** See {@link MediaLeg#play}. */
    public int generation() {
        return generation;
    }

    /** Whether every frame was copied or skipped, as often as it was asked for. */
    public boolean isDone() {
        return done;
    }

    /** Copies the next frame and goes on; not to be called when {@link #isDone}. */
    public void copyNext(RtpFormat.Law law, byte[] to, int offset) {
        var current = prompts.get(prompt);
        current.copyFrame(law, frame, to, offset);
        skipNext();
    }

    /** Goes on by one frame that nobody hears; not to be called when {@link #isDone}. */
    public void skipNext() {
        if (++frame < prompts.get(prompt).frames()) {
            return;
        }
        frame = 0;
        if (++prompt < prompts.size()) {
            return;
        }
        prompt = 0;
        if (left > 0) {
            left--;
            done = left == 0;
        }
    }

    /**
     * Goes on from another place: not before the beginning of the first prompt, and not beyond the
     * end of the last, where this time is over.
     *
     * @param millis from here, backwards when negative
     */
    public void seek(int millis) {
        if (done) {
            return;
        }
        long at = Math.clamp(place() + millis / FRAME_MILLIS, 0, length);
        prompt = 0;
        while (prompt < prompts.size() - 1 && at >= prompts.get(prompt).frames()) {
            at -= prompts.get(prompt).frames();
            prompt++;
        }
        frame = (int) at;
        if (frame == prompts.get(prompt).frames()) {
            frame--;
            skipNext();
        }
    }

    /** Frames since the beginning of the first prompt. */
    private long place() {
        long frames = frame;
        for (int i = 0; i < prompt; i++) {
            frames += prompts.get(i).frames();
        }
        return frames;
    }
}
