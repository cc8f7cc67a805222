package org.strowger.harness.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.strowger.harness.farm.AgentFarm;
import org.strowger.harness.farm.AnswerPlan;
import org.strowger.harness.farm.CallPlan;
import org.strowger.harness.farm.CallerFarm;
import org.strowger.harness.farm.Count;
import org.strowger.harness.farm.FarmSettings;
import org.strowger.harness.farm.Latency;
import org.strowger.harness.farm.Outcome;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;
import org.strowger.harness.rtp.SoundSource;

/**
 * {@code tools/strowger load agents}: thousands of registered agents and calls at a rate into one
 * queue, signalling only, against a switch of its own. Every agent answers, and hangs up after the
 * talk.
 */
public final class AgentLoad {

    /** Of a thousand calls one may fail. */
    private static final double MOST_FAILED = 0.001;

    private static final String QUEUE = "4002";
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final String RTP_NET = "127.17.0.";
    private static final int PORTS_AN_ADDRESS = 10_000;
    private static final int PORT_RESTS_SECONDS = 30;
    private static final int SOCKETS = 16;
    private static final int REGISTRATIONS_PER_SECOND = 500;
    private static final int WARM_UP_PARTS = 4;
    private static final int SPARE_CALLS = 1_000;
    private static final int LAST_ROOM = 2; // Callers who wait, a call's share for late ones.
    private static final Duration SPARE = Duration.ofMinutes(5);
    private static final Duration DRAIN = Duration.ofSeconds(40);
    private static final double PERCENT = 100;
    private static final double MILLIS = 1_000;

    private final Settings settings;
    private final PrintStream progress;
    private final SwitchProcess strowger;

    /**
     * How much is measured.
     *
     * @param agents who are registered and serve the queue
     * @param rate new calls a second
     * @param talk from the agent's answer to his BYE
     * @param seconds for which the rate is on
     * @param warmUpSeconds of a quarter of the rate, and then as many of all of it, before that
     * @param heap of the switch, as {@code -Xmx} takes it
     * @param out folder for the results
     */
    public record Settings(
            int agents,
            int rate,
            Duration talk,
            int seconds,
            int warmUpSeconds,
            String heap,
            Path out) {

        public Settings {
            if (agents < 1 || rate < 1 || seconds < 1 || warmUpSeconds < 1 || talk.isNegative()) {
                throw new IllegalArgumentException("every number is above 0");
            }
        }

        private int callsAtATime() {
            return (int) (LAST_ROOM * (long) rate * Math.max(1, talk.toSeconds())) + SPARE_CALLS;
        }

        private int firstAgent() {
            return 1_000_000;
        }

        private ConfFolder conf(int calls) {
            long ports = 2L * (calls + (long) rate * PORT_RESTS_SECONDS);
            int addresses = (int) (ports / PORTS_AN_ADDRESS) + 1;
            return ConfFolder.create()
                    .firstAgent(firstAgent())
                    .agents(agents)
                    .calls(calls)
                    .maxWaiting(calls)
                    .unguarded()
                    .rtpAddresses(RTP_NET, addresses);
        }
    }

    private AgentLoad(Settings settings, PrintStream progress, SwitchProcess strowger) {
        this.settings = settings;
        this.progress = progress;
        this.strowger = strowger;
    }

    /**
     * Measures it.
     *
     * @return whether the limits hold, with the figures
     * @throws LoadFailure when this machine cannot hold so many calls
     */
    public static List<Finding> run(Settings settings, PrintStream progress) {
        int calls = (int) Math.min(settings.callsAtATime(), FileLimit.calls(FileLimit.allowed()));
        FileLimit.check((int) (settings.rate() * settings.talk().toSeconds()), FileLimit.allowed());
        made(settings.out());
        var cores = Cores.apart();
        cores.pinThisProcess(settings.out());
        var life = SPARE.plusSeconds(settings.seconds() + 2L * settings.warmUpSeconds());
        var launch =
                SwitchProcess.Launch.measured(cores.ofSwitch(), settings.heap(), List.of(), life);
        try (var strowger = SwitchProcess.start(settings.conf(calls), settings.out(), launch)) {
            return new AgentLoad(settings, progress, strowger).measure();
        }
    }

    private static void made(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LoadFailure("the folder cannot be made: " + e);
        }
    }

    private List<Finding> measure() {
        var users = strowger.conf().passwords();
        var plan =
                AnswerPlan.NORMAL
                        .answeringAfter(TalkTime.parse("0ms"))
                        .talking(TalkTime.always(settings.talk()));
        var farm =
                FarmSettings.of(strowger.sip(), users)
                        .from(HERE, SOCKETS)
                        .registering(REGISTRATIONS_PER_SECOND, Duration.ofHours(1), false)
                        .answering(plan, 1);
        try (var agents = AgentFarm.start(farm, SoundSource.none())) {
            progress.printf("%d agents register%n", users.size());
            agents.awaitRegistered(
                    Duration.ofSeconds(30L + users.size() / REGISTRATIONS_PER_SECOND));
            progress.println("warm-up");
            call(settings.rate() / WARM_UP_PARTS + 1, settings.warmUpSeconds(), 2_000_000);
            call(settings.rate(), settings.warmUpSeconds(), 3_000_000);
            progress.printf(
                    "%d calls/s for %d s, talking %d s%n",
                    settings.rate(), settings.seconds(), settings.talk().toSeconds());
            double before = strowger.cpuSeconds();
            long answeredBefore = agents.count(Count.ANSWERED);
            var callers = call(settings.rate(), settings.seconds(), 5_000_000);
            double cpu = strowger.cpuSeconds() - before;
            long answered = agents.count(Count.ANSWERED) - answeredBefore;
            return callers.findings(cpu, answered, agents.twoAtOnce().size());
        }
    }

    /** Calls, and waits for their ends. */
    private Calls call(int rate, int seconds, long firstCaller) {
        int calls = rate * seconds;
        var plan = CallPlan.of(QUEUE, rate, calls).callersFrom(firstCaller);
        try (var callers =
                CallerFarm.start(strowger.sip(), HERE, SOCKETS, plan, SoundSource.none())) {
            boolean done = callers.awaitDone(DRAIN.plus(settings.talk()).plusSeconds(seconds));
            long served = callers.outcomes().stream().filter(AgentLoad::isServed).count();
            var answer = callers.latency(Latency.ANSWERED);
            progress.printf("  callers by status: %s%n", callers.sums().byStatus());
            progress.printf("  callers: %s %s%n", callers.counts(), callers.unexpected());
            return new Calls(
                    calls,
                    served,
                    done,
                    answer.getValueAtPercentile(50) / MILLIS,
                    answer.getValueAtPercentile(99) / MILLIS);
        }
    }

    /** The agent's BYE has come through to the caller. */
    private static boolean isServed(Outcome outcome) {
        return outcome.status() == 200 && outcome.endedBy() == Outcome.End.SWITCH;
    }

    /**
     * What became of the calls of one run.
     *
     * @param done whether all had ended in time
     */
    private record Calls(int made, long served, boolean done, double median, double p99) {

        List<Finding> findings(double cpuSeconds, long agentsAnswered, int twoAtOnce) {
            double failed = (double) (made - Math.min(served, agentsAnswered)) / made;
            return List.of(
                    Finding.of(
                            "calls failed",
                            done && failed < MOST_FAILED,
                            "%d of %d, %.3f %% (limit 0.1 %%); agents answered %d"
                                    .formatted(
                                            made - Math.min(served, agentsAnswered),
                                            made,
                                            PERCENT * failed,
                                            agentsAnswered)),
                    Finding.of(
                            "agents with two calls at once",
                            twoAtOnce == 0,
                            Integer.toString(twoAtOnce)),
                    Finding.of(
                            "CPU per call",
                            true,
                            "%.3f ms, whole process".formatted(MILLIS * cpuSeconds / made)),
                    Finding.of(
                            "INVITE to 200",
                            true,
                            "median %.1f ms, p99 %.1f ms".formatted(median, p99)));
        }
    }
}
