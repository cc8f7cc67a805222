package org.strowger.harness.load.report;

import static org.strowger.harness.load.result.Names.INVITE_100;
import static org.strowger.harness.load.result.Names.INVITE_180;
import static org.strowger.harness.load.result.Names.INVITE_200;
import static org.strowger.harness.load.result.Names.RRD;
import static org.strowger.harness.load.result.Names.SDD;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.result.Cost;
import org.strowger.harness.load.result.Limit;
import org.strowger.harness.load.result.Percentiles;
import org.strowger.harness.load.result.Queueing;
import org.strowger.harness.load.result.Round;
import org.strowger.harness.load.result.Sound;

/**
 * One figure of a round: what a summary and a comparison are made of.
 *
 * @param name for people
 * @param of its value; NaN when the round does not have it
 * @param text of a value, with its unit
 */
record Figure(String name, ToDoubleFunction<Round> of, DoubleFunction<String> text) {

    private static final double MICROS = 1e6;

    /** All of them, in the order in which they are shown. */
    static final List<Figure> ALL =
            Stream.of(sessions(), times(), costs(), sounds(), queues())
                    .flatMap(List::stream)
                    .toList();

    private static List<Figure> sessions() {
        return List.of(
                new Figure("offered", r -> r.sessions().offeredPerSecond(), Figures::perSecond),
                new Figure("carried", r -> r.sessions().carriedPerSecond(), Figures::perSecond),
                new Figure("SER", r -> ser(r), Figures::percent),
                new Figure("SCR", r -> scr(r), Figures::percent),
                new Figure("failed", r -> r.sessions().failed(), Figures::whole),
                new Figure("retransmissions", r -> r.sessions().retransmissions(), Figures::whole),
                new Figure(
                        "session establishment rate",
                        r -> limit(r, Limit::rate),
                        Figures::perSecond),
                new Figure(
                        "CPU per call at that rate",
                        r -> limit(r, Limit::cpuMicrosPerCall),
                        Figures::micros));
    }

    private static List<Figure> times() {
        var figures = new ArrayList<Figure>();
        for (var name : List.of(INVITE_100, INVITE_180, INVITE_200, SDD, RRD)) {
            figures.add(time(name + " p50", name, Percentiles::p50));
            figures.add(time(name + " p99", name, Percentiles::p99));
        }
        return figures;
    }

    private static List<Figure> costs() {
        return List.of(
                new Figure(
                        "CPU of the switch per call",
                        r -> cost(r, Cost::cpuMicrosPerCall),
                        Figures::micros),
                new Figure(
                        "CPU of the switch",
                        r -> cost(r, Cost::switchCpuSeconds) / r.seconds(),
                        Figures::percent),
                new Figure(
                        "CPU of the generator",
                        r -> cost(r, Cost::generatorCpuSeconds) / r.seconds(),
                        Figures::percent),
                new Figure(
                        "heap growth",
                        r -> cost(r, c -> c.heapAfter() - c.heapBefore()),
                        Figures::mebi),
                new Figure("heap peak", r -> cost(r, Cost::heapPeak), Figures::mebi),
                new Figure("resident memory peak", r -> cost(r, Cost::rssPeak), Figures::mebi),
                new Figure(
                        "GC pauses, share of time",
                        r -> cost(r, Cost::gcPauseMicros) / MICROS / r.seconds(),
                        Figures::percent),
                new Figure(
                        "longest GC pause",
                        r -> cost(r, Cost::gcLongestPauseMicros),
                        Figures::millis),
                new Figure(
                        "longest signalling step",
                        r -> cost(r, Cost::longestSignallingStepMicros),
                        Figures::millis));
    }

    private static List<Figure> sounds() {
        return List.of(
                new Figure("RTP loss", r -> sound(r, Figure::lossShare), Figures::percent),
                new Figure("RTP jitter p99", r -> sound(r, s -> s.jitter().p99()), Figures::millis),
                new Figure(
                        "RTP lateness p99",
                        r -> sound(r, s -> s.lateness().p99()),
                        Figures::millis),
                new Figure(
                        "generator's own lateness p99",
                        r -> sound(r, s -> s.ownLateness().p99()),
                        Figures::millis));
    }

    private static List<Figure> queues() {
        return List.of(
                new Figure("answered by agents", r -> queue(r, Queueing::answered), Figures::whole),
                new Figure(
                        "left the queue unanswered", r -> queue(r, Queueing::left), Figures::whole),
                new Figure(
                        "offers per answered call",
                        r -> queue(r, q -> (double) q.offers() / q.answered()),
                        Figures::number),
                new Figure("wait p50", r -> queue(r, q -> q.waits().p50()), Figures::millis),
                new Figure("wait p99", r -> queue(r, q -> q.waits().p99()), Figures::millis));
    }

    /** As it is shown; what is not there is {@link Figures#MISSING}. */
    String show(double value) {
        return Double.isFinite(value) ? text.apply(value) : Figures.MISSING;
    }

    double value(Round round) {
        return of.applyAsDouble(round);
    }

    private static double ser(Round round) {
        var sessions = round.sessions();
        return sessions.attempted() == 0 ? Double.NaN : sessions.establishmentRatio();
    }

    private static double scr(Round round) {
        var sessions = round.sessions();
        return sessions.attempted() == 0 ? Double.NaN : sessions.completionRatio();
    }

    private static double lossShare(Sound sound) {
        return (double) sound.lost() / (sound.received() + sound.lost());
    }

    private static Figure time(String label, String name, ToDoubleFunction<Percentiles> part) {
        return new Figure(label, r -> measured(r.times().get(name), part), Figures::millis);
    }

    private static double measured(
            @Nullable Percentiles times, ToDoubleFunction<Percentiles> part) {
        return times == null || times.count() == 0 ? Double.NaN : part.applyAsDouble(times);
    }

    private static double cost(Round round, ToDoubleFunction<Cost> part) {
        var cost = round.cost();
        return cost == null ? Double.NaN : part.applyAsDouble(cost);
    }

    private static double sound(Round round, ToDoubleFunction<Sound> part) {
        var sound = round.sound();
        return sound == null ? Double.NaN : part.applyAsDouble(sound);
    }

    private static double queue(Round round, ToDoubleFunction<Queueing> part) {
        var queueing = round.queueing();
        return queueing == null ? Double.NaN : part.applyAsDouble(queueing);
    }

    private static double limit(Round round, ToDoubleFunction<Limit> part) {
        var limit = round.limit();
        return limit == null ? Double.NaN : part.applyAsDouble(limit);
    }
}
