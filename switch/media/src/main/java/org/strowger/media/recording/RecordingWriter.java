package org.strowger.media.recording;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.CallId;
import org.strowger.base.Clock;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.RtpHeader;
import org.strowger.media.VoiceTap;

/**
 * Writes all recordings, on a thread of its own. Packets come by a bounded queue: one that finds it
 * full is lost for the recording, and counted; nobody waits. Commands come by another one, which is
 * bounded by the calls that there are, and are looked at before every packet.
 */
public final class RecordingWriter implements Recorder, AutoCloseable {

    /** Packets on their way to the writer; 0.6 s of 500 recordings. */
    static final int PACKETS = 1 << 15;

    private static final Logger LOG = LoggerFactory.getLogger(RecordingWriter.class);
    private static final int COMMANDS_CHUNK = 256;
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SPACE_MICROS = TimeUnit.SECONDS.toMicros(1);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

    /**
     * What it may use.
     *
     * @param recordings at one time
     * @param leastFree octets that must be left on the disk: with less, recordings end and none
     *     begins until an eighth more is free
     */
    public record Limits(int recordings, long leastFree) {}

    private final RecordingDisk disk;
    private final KeyRing keys;
    private final RecordingIndex index;
    private final Clock clock;
    private final Limits limits;
    private final SecureRandom random = new SecureRandom();
    private final RecordingCounters counters = new RecordingCounters();
    private final MpscArrayQueue<Heard> packets = new MpscArrayQueue<>(PACKETS);
    private final MpscUnboundedArrayQueue<Runnable> commands =
            new MpscUnboundedArrayQueue<>(COMMANDS_CHUNK);
    private final List<Take> takes = new ArrayList<>();
    private final Fsyncs fsyncs;
    private long spaceAtMicros = Long.MIN_VALUE;
    private @Nullable Thread thread;
    private volatile boolean closing;

    private record Heard(Take take, Voice voice) {}

    /** A writer without a thread; only what has its end is fsynced and closed by another one. */
    public RecordingWriter(
            RecordingDisk disk, KeyRing keys, RecordingIndex index, Clock clock, Limits limits) {
        this(disk, keys, index, clock, limits, Fsyncs.thread());
    }

    /** The same with what a test wants instead of that thread. */
    RecordingWriter(
            RecordingDisk disk,
            KeyRing keys,
            RecordingIndex index,
            Clock clock,
            Limits limits,
            Fsyncs fsyncs) {
        this.fsyncs = fsyncs;
        this.disk = disk;
        this.keys = keys;
        this.index = index;
        this.clock = clock;
        this.limits = limits;
        checkSpace(clock.nowMicros());
    }

    /** Starts the thread {@code recorder}. */
    public void start() {
        thread = Thread.ofPlatform().name("recorder").start(this::run);
    }

    /** What it did. */
    public RecordingCounters counters() {
        return counters;
    }

    @Override
    public @Nullable Recording begin(String id, CallId call, long atMicros) {
        boolean room = !closing && !counters.spaceAlarm;
        if (!room || counters.running.get() >= limits.recordings()) {
            counters.refused.incrementAndGet();
            return null;
        }
        counters.running.incrementAndGet();
        counters.begun.incrementAndGet();
        var master = keys.sealing();
        var day = DAY.format(Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS));
        var label =
                new Take.Label(
                        id,
                        call,
                        day + "/" + id + (master == null ? ".wav" : ".swr"),
                        atMicros,
                        master == null ? "" : master.id());
        var hold = new Hold(label);
        command(() -> begin(hold.take));
        LockSupport.unpark(thread);
        return hold;
    }

    private void command(Runnable command) {
        commands.offer(command);
    }

    private void begin(Take take) {
        takes.add(take);
        take.begin(path -> create(path, take.id()));
    }

    private SoundFile create(String path, String id) throws IOException {
        var file = disk.create(path);
        try {
            var master = keys.sealing();
            return master == null
                    ? new WavSound(file)
                    : new SealedSound(file, Seal.fresh(master, id, random));
        } catch (IOException | RuntimeException e) {
            file.close(); // Not even its header had room.
            throw e;
        }
    }

    /**
     * Does everything that is to do now.
     *
     * @return whether anything is recorded
     */
    boolean step() {
        long now = clock.nowMicros();
        checkSpace(now);
        for (int i = packets.size(); i > 0; i--) {
            obey();
            var heard = packets.poll();
            if (heard != null) {
                guarded(heard.take(), () -> heard.take().heard(heard.voice()));
            }
        }
        obey();
        for (var take : takes) {
            guarded(take, () -> take.advance(now));
        }
        obey();
        takes.removeIf(this::isOver);
        return !takes.isEmpty();
    }

    private void obey() {
        for (var command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
    }

    /** No other recording waits for the disk. The recording counts until it is done. */
    private void finish(Take take, SoundFile file) {
        fsyncs.execute(() -> {
            var problem = Fsyncs.close(file);
            command(() -> take.ended(clock.nowMicros(), problem));
        });
    }

    /** A mistake of ours ends this recording, and no other. */
    private void guarded(Take take, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            counters.defects.incrementAndGet();
            LOG.error("a bug ends a recording", e);
            take.fail(clock.nowMicros(), "internal error");
        }
    }

    private boolean isOver(Take take) {
        if (!take.isOver()) {
            return false;
        }
        boolean whole = take.state() == RecordingEntry.State.COMPLETE;
        (whole ? counters.complete : counters.failed).incrementAndGet();
        counters.lost.addAndGet(take.lost());
        counters.running.decrementAndGet();
        return true;
    }

    private void checkSpace(long now) {
        if (now < spaceAtMicros) {
            return;
        }
        spaceAtMicros = now + SPACE_MICROS;
        try {
            long free = disk.freeOctets();
            long wanted = limits.leastFree() + (counters.spaceAlarm ? limits.leastFree() / 8 : 0);
            alarm(free < wanted, free + " octets are free on the recordings' disk");
        } catch (IOException e) {
            alarm(true, "the space on the recordings' disk cannot be read: " + e);
        }
        if (counters.spaceAlarm) {
            takes.forEach(take -> take.fail(now, "too little space on the disk"));
        }
    }

    private void alarm(boolean on, String text) {
        if (on && !counters.spaceAlarm) {
            LOG.error("alarm: nothing is recorded: {}", text);
        } else if (!on && counters.spaceAlarm) {
            LOG.info("alarm over: {}", text);
        }
        counters.spaceAlarm = on;
    }

    private void run() {
        while (!closing) {
            boolean busy = true;
            try {
                busy = step();
            } catch (Throwable e) { // The only thread that writes must not end.
                counters.defects.incrementAndGet();
                LOG.error("a round of the recorder failed; it goes on", e);
            }
            LockSupport.parkNanos(busy ? ROUND_NANOS : IDLE_NANOS);
        }
    }

    /** Ends every recording, and stops. */
    @Override
    public void close() {
        closing = true;
        var running = thread;
        if (running != null) {
            LockSupport.unpark(running);
            joinUninterruptibly(running);
        }
        step();
        long now = clock.nowMicros();
        for (var take : takes) {
            take.stop(now);
            guarded(take, () -> take.advance(now + TimeUnit.SECONDS.toMicros(1)));
        }
        fsyncs.close();
        obey();
        takes.removeIf(this::isOver);
    }

    private static void joinUninterruptibly(Thread other) {
        boolean interrupted = false;
        while (other.isAlive()) {
            try {
                other.join();
            } catch (InterruptedException _) {
                interrupted = true; // It ends within a round; to leave it would cut off files.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What commands and taps hold. */
    private final class Hold implements Recording {

        private final AtomicLong missed = new AtomicLong();
        private final Take take;
        private volatile boolean stopped;

        Hold(Take.Label label) {
            take = new Take(label, this::changed, missed, this::last);
        }

        private void last(SoundFile file) {
            finish(take, file);
        }

        private void changed(RecordingEntry entry) {
            if (entry.state() != RecordingEntry.State.RUNNING) {
                stopped = true;
            }
            if (entry.state() == RecordingEntry.State.FAILED) {
                LOG.error("alarm: the recording {} has failed: {}", entry.id(), entry.problem());
            }
            index.changed(entry);
        }

        @Override
        public VoiceTap tap(Side side) {
            return (header, packet, law, atMicros) -> heard(side, header, packet, law, atMicros);
        }

        /** On a media loop. */
        private void heard(Side side, RtpHeader header, byte[] packet, Law law, long atMicros) {
            if (stopped) {
                return;
            }
            var codes = new byte[header.payloadLength()];
            System.arraycopy(packet, header.payloadOffset(), codes, 0, codes.length);
            var voice =
                    new Voice(
                            side,
                            atMicros,
                            header.ssrc(),
                            header.sequence(),
                            header.timestamp(),
                            law,
                            codes);
            if (!packets.offer(new Heard(take, voice))) {
                missed.incrementAndGet();
                counters.notQueued.incrementAndGet();
            }
        }

        @Override
        public void pause(long atMicros) {
            command(() -> take.pause(atMicros));
        }

        @Override
        public void resume(long atMicros) {
            command(() -> take.resume(atMicros));
        }

        @Override
        public void stop(long atMicros) {
            if (!stopped) {
                stopped = true;
                command(() -> take.stop(atMicros));
            }
        }

        @Override
        public void movesTo(CallId call, long atMicros) {
            command(() -> take.movesTo(call, atMicros));
        }

        @Override
        public boolean isRunning() {
            return !stopped;
        }
    }
}
