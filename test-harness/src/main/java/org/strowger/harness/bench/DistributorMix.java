package org.strowger.harness.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Distributor;
import org.strowger.acd.ring.Journal;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of a {@link BusyCentre} through a distributor, the journal written beside it. They are
 * recorded once, with every hundredth decision checked against the {@link NaiveRule}, and then
 * handled again and again, each time by a new distributor in which as many callers wait.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
public class DistributorMix {

    private static final int CHECK_EVERY = 100;
    private static final long FILE_LIMIT = 1L << 30;
    private static final JsonMapper JSON = new JsonMapper();

    /** How many there are. */
    @Param("1000")
    public int agents;

    /** How many callers wait. */
    @Param("10000")
    public int waiting;

    /** Of one round. */
    @Param("1000000")
    public int events;

    /** For the {@link Figures}; its folder takes the journals. */
    @Param("distributor.json")
    public String file = "";

    private final List<AcdEvent> recorded = new ArrayList<>();
    private final Histogram assignments = new Histogram(3);
    private Distributor distributor = new Distributor();
    private @Nullable Journal journal;
    private int filled;
    private long decisions;
    private long checked;
    private long lost;
    private boolean warm;

    /**
     * What is known besides the time of a round; all but the first two without the warm-up.
     *
     * @param events of a round
     * @param decisions while they were recorded
     * @param lost events that the journal did not take
     * @param medianMicros of an event that assigns a call, without the warm-up
     * @param octetsPerAgent heap of the distributor with agents and queues
     * @param octetsPerCaller heap of the waiting callers besides, with their names
     */
    public record Figures(
            long events,
            long decisions,
            long checked,
            long lost,
            double medianMicros,
            double p99Micros,
            double p999Micros,
            long octetsPerAgent,
            long octetsPerCaller) {}

    /** Records. */
    @Setup(Level.Trial)
    public void record() {
        var centre = new BusyCentre(agents, waiting, recorded::add, CHECK_EVERY);
        filled = recorded.size();
        centre.pass(events);
        decisions = centre.rule().decisions();
        checked = centre.rule().checked();
    }

    /**
     * A new distributor, full of callers, who have been there for a while: they are as old to the
     * collector as callers who wait for half an hour, and what the round before left is gone.
     */
    @Setup(Level.Invocation)
    public void fill() {
        distributor = new Distributor();
        recorded.subList(0, filled).forEach(distributor::handle);
        System.gc();
        var folder = Path.of(file).resolveSibling("journal");
        journal = Journal.in(folder, FILE_LIMIT, 1);
    }

    /** Warm-up and measurement are rounds of one invocation; what the warm-up took is forgotten. */
    @Setup(Level.Iteration)
    public void countAnew(IterationParams iteration) {
        if (warm) {
            return;
        }
        assignments.reset();
        lost = 0;
        warm = iteration.getType() == IterationType.MEASUREMENT;
    }

    /** One round: the time of all events. */
    @Benchmark
    public long round() {
        var beside = Objects.requireNonNull(journal);
        long commands = 0;
        long began = System.nanoTime();
        for (int i = filled; i < recorded.size(); i++) {
            var event = recorded.get(i);
            beside.accept(event);
            var done = distributor.handle(event);
            long ended = System.nanoTime();
            commands += done.size();
            if (assigns(done)) {
                assignments.recordValue(ended - began);
                ended = System.nanoTime(); // To record took time, too.
            }
            began = ended;
        }
        return commands;
    }

    private static boolean assigns(List<AcdCommand> commands) {
        for (var command : commands) {
            if (command instanceof AcdCommand.Offer) {
                return true;
            }
        }
        return false;
    }

    /** The journal is written to its end, outside of the time. */
    @TearDown(Level.Invocation)
    public void written() {
        var beside = Objects.requireNonNull(journal);
        beside.close();
        lost += beside.lost();
    }

    /** Writes the figures of the rounds that were measured. */
    @TearDown(Level.Trial)
    public void tell() {
        var memory = Memory.of(recorded.subList(0, filled), agents);
        JSON.writeValue(
                new File(file),
                new Figures(
                        recorded.size() - filled,
                        decisions,
                        checked,
                        lost,
                        micros(50),
                        micros(99),
                        micros(99.9),
                        memory.octetsPerAgent(),
                        memory.octetsPerCaller()));
    }

    private double micros(double percentile) {
        return assignments.getValueAtPercentile(percentile) / 1e3;
    }
}
