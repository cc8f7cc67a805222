package org.strowger.media.transport;

import org.jspecify.annotations.Nullable;
import org.strowger.media.Gain;
import org.strowger.media.PlayerChange;
import org.strowger.media.Playlist;
import org.strowger.media.Prompt;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat.Law;

/** The sound of our own that one leg is sent: prompts, a tone, music, or nothing. */
final class LegPlayer {

    private enum Sound {
        NONE,
        PROMPTS,
        TONE,
        MUSIC
    }

    private final Prompts prompts;
    private Sound sound = Sound.NONE;
    private @Nullable Playlist playlist;
    private @Nullable Prompt tone;
    private int toneFrame;
    private @Nullable Gain gain; // null for as it is
    private int decibels;
    private boolean paused;

    LegPlayer(Prompts prompts) {
        this.prompts = prompts;
    }

    void play(Playlist list, int louder) {
        stop();
        playlist = list;
        volume(louder);
        sound = Sound.PROMPTS;
    }

    void tone(Prompt looped) {
        stop();
        tone = looped;
        toneFrame = 0;
        sound = Sound.TONE;
    }

    void music() {
        stop();
        sound = Sound.MUSIC;
    }

    void stop() {
        playlist = null;
        tone = null;
        paused = false;
        volume(0);
        sound = Sound.NONE;
    }

    void change(PlayerChange change) {
        switch (change) {
            case PlayerChange.Pause() -> paused = sound == Sound.PROMPTS;
            case PlayerChange.Resume() -> paused = false;
            case PlayerChange.Volume(int louder) -> volume(louder);
            case PlayerChange.Seek(int millis) -> {
                if (playlist != null) {
                    playlist.seek(millis);
                }
            }
        }
    }

    private void volume(int louder) {
        if (louder != decibels) {
            decibels = louder;
            gain = louder == 0 ? null : new Gain(louder);
        }
    }

    boolean plays(Prompt looped) {
        return looped.equals(tone);
    }

    /** The music as all hear it. */
    boolean isPlainMusic() {
        return sound == Sound.MUSIC && gain == null;
    }

    /**
     * Whether frames are due.
     *
     * @param negotiated whether there is anything to send by; prompts then run, and end, though
     *     nobody hears them: who waits for their end must not wait for ever
     * @param heard whether there is anywhere to send to
     */
    boolean isRunning(boolean negotiated, boolean heard) {
        return switch (sound) {
            case NONE -> false;
            case PROMPTS -> negotiated && !paused;
            case TONE, MUSIC -> heard;
        };
    }

    /** Copies the frame that is due. */
    void copyNext(long frame, Law law, byte[] to, int offset) {
        if (playlist != null) {
            playlist.copyNext(law, to, offset);
        } else if (tone != null) {
            tone.copyFrame(law, toneFrame, to, offset);
            toneFrame = (toneFrame + 1) % tone.frames();
        } else {
            prompts.copyMusic(law, frame, to, offset);
        }
        if (gain != null) {
            gain.apply(law, to, offset, Prompt.FRAME);
        }
    }

    /** The frame that is due is heard by nobody. */
    void skipNext() {
        if (playlist != null) {
            playlist.skipNext();
        }
    }

    /** The prompts, when all of them have been played; null while there is more to come. */
    @Nullable Playlist done() {
        return playlist != null && playlist.isDone() ? playlist : null;
    }
}
