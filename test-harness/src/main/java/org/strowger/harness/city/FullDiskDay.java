package org.strowger.harness.city;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A short day of a small city on whose disk space runs out in two steps and comes back. Nothing
 * else goes wrong, so what becomes of a caller is what the disk makes of it; and everything that
 * any day of the city is checked for is checked too.
 */
public final class FullDiskDay {

    /** So long each state of the disk lasts. */
    private static final long LENGTH = 5 * Street.MINUTE;

    /** The switch looks once a second; what it does before is not judged. */
    private static final long NOTICED = 5 * Street.SECOND;

    private static final long LOOK = 100_000;
    private static final int AGENTS = 20;

    /** What the disk is like. */
    public enum Phase {
        /** Empty. */
        SPACE(0, false, false, Long.MAX_VALUE),
        /** Nearly full: an alarm, and calls go on. */
        LOW(LENGTH, true, false, RecordsTwin.LIMITS.alarmFreeOctets() / 2),
        /** Full to the last octet: no new calls; those that exist have the reserve. */
        FULL(2 * LENGTH, true, true, 0),
        /** It has space again. */
        RELIEVED(3 * LENGTH, false, false, Long.MAX_VALUE);

        private final long begin;
        private final boolean alarm;
        private final boolean refusing;
        private final long left;

        Phase(long begin, boolean alarm, boolean refusing, long left) {
            this.begin = begin;
            this.alarm = alarm;
            this.refusing = refusing;
            this.left = left;
        }

        private static Phase at(long micros) {
            var now = SPACE;
            for (var phase : values()) {
                now = phase.begin <= micros ? phase : now;
            }
            return now;
        }
    }

    /**
     * One caller.
     *
     * @param phase in which the caller dialled
     * @param noticed whether the switch had time to notice it
     * @param startMicros since the epoch, as all times
     * @param answeredMicros 0 for never
     * @param status final status of the INVITE; 0 for none
     * @param retryAfter whether a refusal said when to come again
     */
    public record Heard(
            String caller,
            String dialled,
            Phase phase,
            boolean noticed,
            long startMicros,
            long answeredMicros,
            long endMicros,
            int status,
            boolean retryAfter) {}

    /**
     * What the switch said of the disk.
     *
     * @param after so long after the phase began it said what it should
     * @param kept and said nothing else until the phase's end
     */
    public record Said(Duration after, boolean kept) {}

    /**
     * How the day went.
     *
     * @param said by phase; none where it never said what it should
     * @param result of the day; none if it was broken off
     * @param violation what broke it off; empty if nothing did
     */
    public record Report(
            List<Heard> callers,
            Map<Phase, Said> said,
            Optional<CityResult> result,
            String violation) {
        public Report {
            callers = List.copyOf(callers);
            said = Map.copyOf(said);
        }
    }

    private final City city;
    private final List<Heard> callers = new ArrayList<>();
    private final Map<Phase, Said> said = new EnumMap<>(Phase.class);

    private FullDiskDay(City city) {
        this.city = city;
    }

    /**
     * Lives through it.
     *
     * @param calls on the whole day
     * @param scripts folder of the shipped scripts
     * @param twins what a test plants; {@link Twins#plain} for nothing
     */
    public static Report live(long seed, int calls, Path scripts, Twins twins) {
        var length = Duration.ofNanos(Phase.values().length * LENGTH * 1_000);
        var settings = new CitySettings(AGENTS, calls, length, CitySettings.Faults.none(), seed);
        return new FullDiskDay(new City(settings, scripts, twins, null)).live();
    }

    private Report live() {
        city.truth().tell(this::hear);
        for (var phase : Phase.values()) {
            city.plan(phase.begin, () -> city.trouble().leave(phase.left));
            for (long after = 0; after < LENGTH; after += LOOK) {
                long micros = after;
                city.plan(phase.begin + micros, () -> look(phase, micros));
            }
        }
        try {
            return new Report(callers, said, Optional.of(city.live()), "");
        } catch (Violation e) {
            return new Report(callers, said, Optional.empty(), e.what());
        }
    }

    private void look(Phase phase, long after) {
        var records = city.records();
        if (records == null) {
            return;
        }
        boolean right = records.alarm() == phase.alarm && records.refusing() == phase.refusing;
        var before = said.get(phase);
        if (right && before == null) {
            said.put(phase, new Said(Duration.ofNanos(after * 1_000), true));
        } else if (!right && before != null) {
            said.put(phase, new Said(before.after(), false));
        }
    }

    private void hear(Caller caller) {
        long dialled = caller.dialledMicros() - city.beganMicros();
        var phase = Phase.at(dialled);
        int how = caller.how();
        callers.add(
                new Heard(
                        caller.user(),
                        caller.dialled(),
                        phase,
                        phase == Phase.SPACE || dialled - phase.begin > NOTICED,
                        caller.dialledMicros(),
                        caller.answeredMicros(),
                        caller.overMicros(),
                        caller.answeredMicros() > 0 ? 200 : how >= 300 ? how : 0,
                        caller.isToldWhenToRetry()));
    }
}
