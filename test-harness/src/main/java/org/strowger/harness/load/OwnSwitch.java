package org.strowger.harness.load;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.strowger.harness.load.watch.GcLog;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.ControlDoor;
import org.strowger.harness.process.Ports;
import org.strowger.harness.process.SwitchProcess;

/** A switch that the laboratory starts for a round, with a configuration that fits it. */
final class OwnSwitch implements Target {

    /** Beyond all numbers of the number plan. */
    static final int FIRST_AGENT = 100_001;

    private static final int RTP_FROM = 20_000;
    private static final int RTP_TO = 31_999;
    private static final int RTP_ADDRESSES = 4;

    /** A port rests for 30 s after its call: the search for the limit shall not run out of them. */
    private static final int LIMIT_ADDRESSES = 16;

    private static final int T1_MILLIS = 500;
    private static final int LEAST_CALLS = 4_000;
    private static final int FLOOD_CALLS = 100;

    /** What the configuration allows. */
    private static final int MOST_WAITING = 100_000;

    private static final Duration SPARE_LIFE = Duration.ofMinutes(10);
    private static final double MICROS = 1e6;

    private final SwitchProcess process;
    private final ControlDoor door;
    private final Path gcLog;

    private OwnSwitch(SwitchProcess process, Path gcLog) {
        this.process = process;
        this.door = new ControlDoor(process.data());
        this.gcLog = gcLog;
    }

    /**
     * Starts it.
     *
     * @param prefix before its command, for example {@code taskset -c 0}
     * @throws LoadFailure if it does not start
     */
    static OwnSwitch start(RoundPlan plan, Path folder, List<String> prefix) {
        var conf = conf(plan);
        var gcLog = folder.resolve("gc.log");
        var options = new ArrayList<>(List.of(GcLog.option(gcLog)));
        options.addAll(plan.settings().jvmOptions());
        var life = plan.limit().multipliedBy(3).plus(SPARE_LIFE);
        try {
            var heap = plan.settings().heap();
            var launch = SwitchProcess.Launch.measured(prefix, heap, options, life);
            return new OwnSwitch(SwitchProcess.start(conf, folder, launch), gcLog);
        } catch (IllegalStateException e) {
            throw new LoadFailure("the switch does not start: " + lastWords(e), e);
        }
    }

    /** What the switch says for itself is enough, where it says anything. */
    private static String lastWords(IllegalStateException e) {
        var message = String.valueOf(e.getMessage());
        return message.lines()
                .filter(line -> line.startsWith("strowger: "))
                .map(line -> line.substring("strowger: ".length()))
                .findFirst()
                .orElse(message.lines().findFirst().orElse(""));
    }

    /** Limits that fit the round; ports on addresses of its own, so that switches do not meet. */
    private static ConfFolder conf(RoundPlan plan) {
        int calls = plan.profile() == Profile.FLOOD ? FLOOD_CALLS : callsAtOnce(plan);
        FileLimit.check(calls, FileLimit.allowed());
        var t1 = plan.settings().t1Millis();
        return ConfFolder.create()
                .t1Millis(t1 == null ? T1_MILLIS : t1)
                .firstAgent(FIRST_AGENT)
                .agents(Math.max(1, plan.agents()))
                .phones(plan.phones())
                .maxWaiting(Math.min(MOST_WAITING, Math.max(500, plan.calls())))
                .calls(calls)
                .rtpAddresses(net(), addresses(plan))
                .rtpPorts(RTP_FROM, RTP_TO);
    }

    /** Twice what the rate and the talk time make likely. */
    private static int callsAtOnce(RoundPlan plan) {
        int most = (RTP_TO - RTP_FROM) * RTP_ADDRESSES / 2;
        if (plan.settings().findLimit()) {
            return (int) Math.min(most, FileLimit.calls(FileLimit.allowed()));
        }
        double likely = plan.rate() * (plan.talk().mean() / MICROS + 3) * 2;
        return Math.min(most, Math.max(LEAST_CALLS, (int) Math.min(likely, plan.atOnce())));
    }

    private static int addresses(RoundPlan plan) {
        return plan.settings().findLimit() ? LIMIT_ADDRESSES : RTP_ADDRESSES;
    }

    private static String net() {
        var random = ThreadLocalRandom.current();
        return "127.%d.%d.".formatted(random.nextInt(16, 250), random.nextInt(250));
    }

    @Override
    public InetSocketAddress sip() {
        return process.sip();
    }

    @Override
    public Map<String, String> agents(int number) {
        return process.conf().passwords();
    }

    @Override
    public InetSocketAddress carrier() {
        return Ports.at(process.conf().trunkPort());
    }

    @Override
    public int firstPhone() {
        return FIRST_AGENT + process.conf().passwords().size();
    }

    @Override
    public Path data() {
        return process.data();
    }

    SwitchProcess process() {
        return process;
    }

    GcLog gcLog() {
        return GcLog.read(gcLog);
    }

    @Override
    public Optional<ControlDoor> door() {
        return Optional.of(door);
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public Optional<String> death() {
        return process.isAlive()
                ? Optional.empty()
                : Optional.of("the switch died; its last words are in switch.log");
    }

    @Override
    public void close() {
        process.close();
    }
}
