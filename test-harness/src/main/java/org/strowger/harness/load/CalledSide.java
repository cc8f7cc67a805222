package org.strowger.harness.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.farm.AgentFarm;
import org.strowger.harness.farm.AnswerPlan;
import org.strowger.harness.farm.Carrier;
import org.strowger.harness.farm.Count;
import org.strowger.harness.farm.FarmSettings;
import org.strowger.harness.load.conservation.Evidence;
import org.strowger.harness.load.result.Sound;
import org.strowger.harness.rtp.SoundSource;
import org.strowger.harness.rtp.transport.Latching;
import org.strowger.harness.rtp.transport.RtpGenerator;

/** Who is called in a round: agents, the carrier behind the trunk; and everybody's sound. */
final class CalledSide implements AutoCloseable {

    private static final int REGISTRATIONS_PER_SECOND = 500;
    private static final Duration REGISTERED = Duration.ofSeconds(30);

    /** A port is free for another call when its own and its last packets are over. */
    private static final int PORTS_A_CALL = 2;

    private final @Nullable RtpGenerator rtp;
    private final @Nullable Latching callers;
    private @Nullable AgentFarm agents;
    private @Nullable Carrier carrier;

    private CalledSide(RoundPlan plan) {
        rtp = plan.settings().rtp() ? RtpGenerator.start(settings(plan)) : null;
        callers = rtp == null ? null : rtp.latching(ports(plan));
    }

    /**
     * Registers the agents of the round and waits until all are; opens the carrier.
     *
     * @throws LoadFailure if an agent cannot register, or a port is taken
     */
    static CalledSide start(RoundPlan plan, Target target) {
        var side = new CalledSide(plan);
        try {
            side.open(plan, target);
            return side;
        } catch (RuntimeException e) {
            side.close();
            throw e instanceof LoadFailure ? e : new LoadFailure(message(plan, e), e);
        }
    }

    private void open(RoundPlan plan, Target target) {
        SoundSource sound = rtp == null ? SoundSource.none() : rtp;
        if (plan.profile().needsCarrier()) {
            carrier = Carrier.start(target.carrier(), AnswerPlan.NORMAL, plan.seed(), sound);
        }
        if (plan.profile().needsAgents()) {
            var settings =
                    FarmSettings.of(target.sip(), target.agents(plan.agents()))
                            .answering(AnswerPlan.NORMAL.talking(plan.talk()), plan.seed());
            agents = AgentFarm.start(settings, sound);
            agents.awaitRegistered(
                    REGISTERED.plusSeconds(2L * plan.agents() / REGISTRATIONS_PER_SECOND));
        }
    }

    /** Ports for the callers' sound; empty when none is sent. */
    List<InetSocketAddress> callerPorts() {
        return callers == null ? List.of() : callers.ports();
    }

    /** The carrier ends calls whose callers were killed: nobody else would. */
    void hangUp() {
        if (carrier != null) {
            carrier.hangUp();
        }
    }

    /** What they counted; null when nobody was called. */
    Evidence.@Nullable Answerers answerers() {
        if (agents == null && carrier == null) {
            return null;
        }
        long twice = agents == null ? 0 : agents.count(Count.TWO_AT_ONCE);
        return new Evidence.Answerers(count(Count.ANSWERED), count(Count.REFUSED), twice);
    }

    /** The sound so far; null when none was sent. */
    @Nullable Sound sound() {
        return rtp == null ? null : rtp.sound();
    }

    /** The sound since the last sample, by name. */
    Map<String, Double> sample() {
        return rtp == null ? Map.of() : rtp.sample();
    }

    @Override
    public void close() {
        if (agents != null) {
            agents.close();
        }
        if (carrier != null) {
            carrier.close();
        }
        if (rtp != null) {
            rtp.close();
        }
    }

    private long count(Count count) {
        return (agents == null ? 0 : agents.count(count))
                + (carrier == null ? 0 : carrier.count(count));
    }

    private static RtpGenerator.Settings settings(RoundPlan plan) {
        var address = InetAddress.ofLiteral("127.0.%d.1".formatted(64 + plan.seed() % 64));
        return new RtpGenerator.Settings(List.of(address), 1, 1, plan.seed());
    }

    /** Enough that a port rests between two calls, within what this process may open. */
    private static int ports(RoundPlan plan) {
        long needed = Math.min(plan.calls(), (long) PORTS_A_CALL * plan.likelyAtOnce());
        long allowed = FileLimit.allowed() / 3;
        if (needed > allowed) {
            throw new LoadFailure(
                    ("%d ports for the callers' sound are needed, but a process may open %d files"
                                    + " here, of which a third is for them: raise the limit"
                                    + " (ulimit -n) or lower --rate or --talk")
                            .formatted(needed, FileLimit.allowed()));
        }
        return (int) needed;
    }

    private static String message(RoundPlan plan, RuntimeException e) {
        return "the called side of profile %s does not start: %s"
                .formatted(plan.profile().text(), e.getMessage());
    }
}
