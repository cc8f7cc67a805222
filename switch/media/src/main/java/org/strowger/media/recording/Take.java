package org.strowger.media.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.strowger.base.CallId;
import org.strowger.media.recording.RecordingEntry.Pause;
import org.strowger.media.recording.RecordingEntry.State;

/**
 * One recording in the making. What is heard is written {@link #HELD} later, so that what comes
 * late or in another order finds its place, and a pause is known before anything of it is written.
 * Owned by the writer's thread; time comes with each event.
 */
final class Take {

    /** Samples between what is heard now and what is written; 500 ms. */
    static final int HELD = 4_000;

    /** Further pauses are not ended: the rest is silence. */
    static final int MOST_PAUSES = 1_000;

    /** A WAV file says its length in 32 bits; 18 hours. */
    static final long LONGEST = (1L << 31) / SoundFile.FRAME;

    private static final long STILL = Long.MAX_VALUE;

    /** Where a recording's file comes from. */
    interface Files {
        SoundFile create(String path) throws IOException;
    }

    /**
     * Where a file goes that has its end: to be fsynced and closed. Then {@link #ended} is called.
     */
    interface Last {
        void close(SoundFile file);
    }

    /** What a recording is. */
    record Label(String id, CallId call, String path, long startMicros, String keyId) {}

    private final Label label;
    private final RecordingIndex index;
    private final StereoWindow window = new StereoWindow();
    private final Track[] tracks;
    private final List<long[]> pauses = new ArrayList<>(0); // first sample, and the first after
    private final ByteBuffer second = ByteBuffer.allocate(SoundFile.SECOND);
    private final AtomicLong missed;
    private final Last last;
    private CallId call;
    private @Nullable SoundFile file;
    private long end = LONGEST;
    private long written;
    private long toldMicros;
    private boolean ending; // written, and on its way to be durable
    private State state = State.RUNNING;

    /**
     * A recording without a file yet.
     *
     * @param missed packets that did not come here; counted elsewhere
     */
    Take(Label label, RecordingIndex index, AtomicLong missed, Last last) {
        this.label = label;
        this.call = label.call();
        this.last = last;
        this.index = index;
        this.missed = missed;
        this.tracks =
                new Track[] {
                    new Track(Side.CALLER, label.startMicros(), window),
                    new Track(Side.OTHER, label.startMicros(), window)
                };
    }

    void begin(Files files) {
        try {
            file = files.create(label.path());
            tell(label.startMicros(), "");
        } catch (IOException e) {
            fail(label.startMicros(), "it cannot be written: " + e);
        }
    }

    boolean isOver() {
        return state != State.RUNNING;
    }

    /** Whether anything more can come into it. */
    private boolean isOpen() {
        return !isOver() && !ending;
    }

    State state() {
        return state;
    }

    String id() {
        return label.id();
    }

    /** Packets that are missing in it. */
    long lost() {
        return missed.get() + tracks[0].lost() + tracks[1].lost();
    }

    void heard(Voice voice) {
        advance(voice.atMicros());
        if (isOpen()) {
            boolean hidden = isInPause(sample(voice.atMicros()));
            tracks[voice.side().channel()].heard(hidden ? voice.hidden() : voice);
        }
    }

    /**
     * Whether what came then came in a pause. A place lags behind arrival after a peer's silence,
     * and runs ahead of it after a slow beginning: by places alone some of what was said in a pause
     * would lie beside it.
     */
    private boolean isInPause(long arrival) {
        for (int i = pauses.size() - 1; i >= 0 && arrival <= pauses.get(i)[1]; i--) {
            if (arrival > pauses.get(i)[0]) {
                return true;
            }
        }
        return false;
    }

    void pause(long atMicros) {
        if (!isOpen() || isPaused()) {
            return;
        }
        pauses.add(new long[] {sample(atMicros), STILL});
        tell(atMicros, "");
    }

    void resume(long atMicros) {
        if (!isOpen() || !isPaused() || pauses.size() >= MOST_PAUSES) {
            return;
        }
        pauses.getLast()[1] = sample(atMicros);
        tell(atMicros, "");
    }

    private boolean isPaused() {
        return !pauses.isEmpty() && pauses.getLast()[1] == STILL;
    }

    /** No more than until then; what is on its way still comes. */
    void stop(long atMicros) {
        end = Math.min(end, Math.max(0, sample(atMicros)));
    }

    /** Writes what is due, and ends what is to end. */
    void advance(long nowMicros) {
        if (!isOpen()) {
            return;
        }
        try {
            write(nowMicros);
        } catch (IOException e) {
            fail(nowMicros, "it cannot be written: " + e);
        }
    }

    private void write(long nowMicros) throws IOException {
        long due = sample(nowMicros) - HELD;
        for (var track : tracks) {
            track.settle(due + HELD);
        }
        long to = Math.min(due, end);
        var open = opened();
        while (to - window.begin() >= SoundFile.RATE) {
            open.append(next(SoundFile.RATE));
            written = window.begin();
        }
        if (due >= end) {
            finish(open);
        }
    }

    private void finish(SoundFile open) throws IOException {
        open.finish(next((int) Math.max(0, end - window.begin())));
        file = null;
        written = window.begin();
        endPause();
        ending = true;
        last.close(open);
    }

    /**
     * What it came to.
     *
     * @param problem empty when all of it is on the disk, whatever dies
     */
    void ended(long nowMicros, String problem) {
        state = problem.isEmpty() ? State.COMPLETE : State.FAILED;
        tell(nowMicros, problem);
    }

    /** Another call goes on in place of its own, and it belongs to that one. */
    void movesTo(CallId other, long atMicros) {
        call = other;
        if (isOpen()) {
            tell(atMicros, "");
        }
    }

    private void endPause() {
        if (isPaused()) {
            pauses.getLast()[1] = Math.max(pauses.getLast()[0], written);
        }
    }

    /** The next samples, at most a second. */
    private ByteBuffer next(int samples) {
        for (var pause : pauses) {
            window.silence(pause[0], pause[1]);
        }
        window.take(samples, second.clear());
        return second.flip();
    }

    private SoundFile opened() throws IOException {
        if (file == null) {
            throw new IOException("no file is open");
        }
        return file;
    }

    /** It ends here, with what is written. */
    void fail(long nowMicros, String problem) {
        if (!isOpen()) {
            return;
        }
        state = State.FAILED;
        endPause();
        var why = problem;
        try {
            if (file != null) {
                file.close();
                file = null;
            }
        } catch (IOException e) {
            why = problem + "; " + e;
        }
        tell(nowMicros, why);
    }

    /** Of two that are told the later counts, and rounds and packets have clocks of their own. */
    private void tell(long atMicros, String problem) {
        toldMicros = Math.max(toldMicros, atMicros);
        index.changed(
                new RecordingEntry(
                        label.id(),
                        call,
                        label.path(),
                        state,
                        label.startMicros(),
                        state == State.RUNNING ? 0 : micros(written),
                        noted(),
                        label.keyId(),
                        lost(),
                        problem,
                        toldMicros));
    }

    private List<Pause> noted() {
        return pauses.stream()
                .map(pause ->
                        new Pause(micros(pause[0]), pause[1] == STILL ? -1 : micros(pause[1])))
                .toList();
    }

    private long sample(long micros) {
        return Math.floorDiv((micros - label.startMicros()) * 8, 1_000);
    }

    private static long micros(long samples) {
        return samples * 125;
    }
}
