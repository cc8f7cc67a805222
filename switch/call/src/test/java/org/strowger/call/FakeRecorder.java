package org.strowger.call;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.base.CallId;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.RtpHeader;
import org.strowger.media.VoiceTap;
import org.strowger.media.recording.Recorder;
import org.strowger.media.recording.Recording;
import org.strowger.media.recording.Side;

/** A recorder that only remembers what it was told. */
final class FakeRecorder implements Recorder {

    final List<Fake> begun = new ArrayList<>();
    boolean full;

    @Override
    public @Nullable Recording begin(String id, CallId call, long atMicros) {
        if (full) {
            return null;
        }
        var recording = new Fake(id, call);
        begun.add(recording);
        return recording;
    }

    static final class Fake implements Recording {
        final String id;
        CallId call;
        final List<String> did = new ArrayList<>();
        private final Map<Side, VoiceTap> taps = new EnumMap<>(Side.class);
        boolean fails;
        private boolean paused;

        Fake(String id, CallId call) {
            this.id = id;
            this.call = call;
        }

        @Override
        public VoiceTap tap(Side side) {
            return taps.computeIfAbsent(side, _ -> new Tap());
        }

        /** Whether the peer of this leg is heard on that channel. */
        boolean hears(Side side, FakeMedia.Leg leg) {
            var tap = leg.tap;
            return tap != null && tap.equals(taps.get(side));
        }

        @Override
        public void pause(long atMicros) {
            if (!paused) {
                paused = true;
                did.add("pause");
            }
        }

        @Override
        public void resume(long atMicros) {
            if (paused) {
                paused = false;
                did.add("resume");
            }
        }

        @Override
        public void stop(long atMicros) {
            did.add("stop");
        }

        @Override
        public void movesTo(CallId other, long atMicros) {
            call = other;
        }

        @Override
        public boolean isRunning() {
            return !fails && !did.contains("stop");
        }
    }

    /** One that is like no other. */
    private static final class Tap implements VoiceTap {
        @Override
        public void heard(RtpHeader header, byte[] packet, Law law, long atMicros) {
            throw new UnsupportedOperationException("nobody speaks here");
        }
    }
}
