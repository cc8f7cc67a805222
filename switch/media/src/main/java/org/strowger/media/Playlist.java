package org.strowger.media;

import java.util.List;

/** Where a leg stands in the prompts that it plays one after the other. */
public final class Playlist {

    private final int generation;
    private final List<Prompt> prompts;
    private int prompt;
    private int frame;

    /**
     * At the first frame of the first prompt.
     *
     * @param generation see {@link MediaLeg#play}
     */
    public Playlist(int generation, List<Prompt> prompts) {
        this.generation = generation;
        this.prompts = List.copyOf(prompts);
    }

    /** See {@link MediaLeg#play}. */
    public int generation() {
        return generation;
    }

    /** Whether every frame was copied or skipped. */
    public boolean isDone() {
        return prompt == prompts.size();
    }

    /** Copies the next frame and goes on; not to be called when {@link #isDone}. */
    public void copyNext(RtpFormat.Law law, byte[] to, int offset) {
        var current = prompts.get(prompt);
        current.copyFrame(law, frame, to, offset);
        skipNext();
    }

    /** Goes on by one frame that nobody hears; not to be called when {@link #isDone}. */
    public void skipNext() {
        if (++frame == prompts.get(prompt).frames()) {
            frame = 0;
            prompt++;
        }
    }
}
