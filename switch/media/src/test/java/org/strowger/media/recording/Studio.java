package org.strowger.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.strowger.base.CallId;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.RtpHeader;
import org.strowger.media.VoiceTap;

/** A recorder without a thread, on a clock that the test moves, and who speaks into it. */
final class Studio {

    static final long BEGIN = 1_800_000_000_000_000L;
    static final long SECOND = 1_000_000;
    static final int FRAME = 160;
    static final String KEY = "00112233445566778899aabbccddeeff".repeat(2);

    final MemoryDisk disk = new MemoryDisk();
    final List<RecordingEntry> told = new ArrayList<>();
    final RecordingWriter writer;
    boolean diskIsSlow; // what is to be fsynced waits
    private final ArrayDeque<Runnable> fsyncs = new ArrayDeque<>();
    long now = BEGIN;

    Studio(KeyRing keys) {
        this(keys, 3);
    }

    Studio(KeyRing keys, int most) {
        writer =
                new RecordingWriter(
                        disk,
                        keys,
                        told::add,
                        () -> now,
                        new RecordingWriter.Limits(most, 1_000_000),
                        new Slow());
    }

    static KeyRing keys(Path folder, String... digits) throws IOException {
        var keys = new ArrayList<MasterKey>();
        for (var key : digits) {
            keys.add(MasterKey.read(Files.writeString(folder.resolve(key), key + "\n")));
        }
        return new KeyRing(keys);
    }

    /** At once, unless the disk is slow. */
    private final class Slow implements Fsyncs {

        @Override
        public void execute(Runnable task) {
            fsyncs.add(task);
            fsync();
        }

        @Override
        public void close() {
            fsync();
        }
    }

    private void fsync() {
        while (!diskIsSlow && !fsyncs.isEmpty()) {
            fsyncs.remove().run();
        }
    }

    void diskIsWell() {
        diskIsSlow = false;
        fsync();
    }

    Recording begin(String id) {
        var recording = writer.begin(id, new CallId("call-of-" + id), now);
        if (recording == null) {
            throw new AssertionError("refused");
        }
        return recording;
    }

    /** Speaks for so many frames of 20 ms into the taps, and has the writer do its rounds. */
    void speak(int frames, Talker... talkers) {
        for (int i = 0; i < frames; i++) {
            now += 20_000;
            for (var talker : talkers) {
                talker.says(now);
            }
            writer.step();
        }
    }

    /** Until everything that is to be written is. */
    void settle() {
        now += 2 * SECOND;
        writer.step();
    }

    RecordingEntry last() {
        return told.getLast();
    }

    /** One side: a steady voice of one level. */
    static final class Talker {
        private final VoiceTap tap;
        private final Law law;
        private final byte[] packet = new byte[RtpHeader.LENGTH + FRAME];
        private final RtpHeader header = new RtpHeader();
        private final int ssrc;
        private int said;

        Talker(VoiceTap tap, Law law, byte code) {
            this.tap = tap;
            this.law = law;
            this.ssrc = code;
            Arrays.fill(packet, RtpHeader.LENGTH, packet.length, code);
        }

        void says(long atMicros) {
            RtpHeader.write(packet, false, 0, said & 0xFFFF, said * FRAME, ssrc);
            said++;
            if (!header.parse(packet, packet.length)) {
                throw new AssertionError("no packet");
            }
            tap.heard(header, packet, law, atMicros);
        }
    }
}
