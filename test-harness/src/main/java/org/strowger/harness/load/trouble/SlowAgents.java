package org.strowger.harness.load.trouble;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.strowger.harness.farm.AnswerPlan;
import org.strowger.harness.farm.Behaviour;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.load.conservation.Recorded;
import org.strowger.harness.process.ConfFolder;

/** Agents who let it ring for long. */
final class SlowAgents implements Trouble {

    private static final int AGENTS = 20;
    private static final int SLOW_PER_MILLE = 500;
    private static final long FIRST = 5_630_001;

    @Override
    public String name() {
        return "slow-agents";
    }

    @Override
    public String promise() {
        return "Half of the offers ring 2 to 5 s: nobody is lost, every caller is answered by an agent"
                + " in the end, no agent has two calls, nobody waits while an agent idles.";
    }

    @Override
    public void run(Scene scene) {
        var strowger = scene.start(ConfFolder.create().agents(AGENTS).t1Millis(Scene.T1_MILLIS));
        var plan =
                AnswerPlan.NORMAL
                        .behaving(Behaviour.NORMAL.with(Behaviour.Kind.SLOW, SLOW_PER_MILLE))
                        .slowAfter(TalkTime.parse("uniform:2s-5s"))
                        .talking(TalkTime.parse("500ms"));
        try (var agents = Called.register(scene, strowger.sip(), plan, 1)) {
            var callers =
                    new Crowd.Plan(
                            "4002",
                            scene.calls(100),
                            10,
                            FIRST,
                            TalkTime.parse("10s"),
                            TalkTime.parse("60s"),
                            1);
            scene.share(scene.hear(strowger.sip(), callers, Duration.ofMinutes(2)), 1);
            scene.conserve(false, agents.answerers(), Set.of(), _ -> true);
            var alone =
                    scene.records(record -> !record.outcome().equals("answered")).stream()
                            .map(Recorded::caller)
                            .toList();
            scene.found("every caller had an agent", alone.size() + " had none", alone);
            scene.found(
                    "no agent was called twice at once", "by name", List.copyOf(agents.twice()));
        }
    }
}
