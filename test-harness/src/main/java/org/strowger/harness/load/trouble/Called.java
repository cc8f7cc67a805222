package org.strowger.harness.load.trouble;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.strowger.harness.farm.AgentFarm;
import org.strowger.harness.farm.AnswerPlan;
import org.strowger.harness.farm.Count;
import org.strowger.harness.farm.FarmSettings;
import org.strowger.harness.farm.TwoAtOnce;
import org.strowger.harness.load.conservation.Evidence;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.rtp.SoundSource;

/** The agents of a scene. */
final class Called implements AutoCloseable {

    private static final Duration REGISTERED = Duration.ofSeconds(30);

    private final AgentFarm farm;

    private Called(AgentFarm farm) {
        this.farm = farm;
    }

    /**
     * Registers all agents of the scene's configuration.
     *
     * @param server the switch, or what stands before it
     */
    static Called register(Scene scene, InetSocketAddress server, AnswerPlan plan, long seed) {
        var users = scene.strowger().conf().passwords();
        var settings = FarmSettings.of(server, users).answering(plan, seed);
        var called = new Called(AgentFarm.start(settings, SoundSource.none()));
        try {
            called.farm.awaitRegistered(REGISTERED);
            scene.strowger().awaitAgents(users.size(), "ready", REGISTERED);
            return called;
        } catch (RuntimeException e) {
            called.close();
            throw e;
        }
    }

    Evidence.Answerers answerers() {
        return new Evidence.Answerers(
                farm.count(Count.ANSWERED), farm.count(Count.REFUSED), farm.twoAtOnce().size());
    }

    long count(Count count) {
        return farm.count(count);
    }

    /** Agents who were called during a call. */
    List<String> twice() {
        return farm.twoAtOnce().stream().limit(Finding.MAX_CALLS).map(TwoAtOnce::user).toList();
    }

    @Override
    public void close() {
        farm.close();
    }
}
