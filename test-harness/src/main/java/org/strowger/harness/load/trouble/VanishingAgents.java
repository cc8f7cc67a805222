package org.strowger.harness.load.trouble;

import java.time.Duration;
import java.util.Set;
import org.strowger.harness.farm.AnswerPlan;
import org.strowger.harness.farm.Behaviour;
import org.strowger.harness.farm.Count;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.process.ConfFolder;

/** Agents whose phones fall silent in the middle of a call, and come back later. */
final class VanishingAgents implements Trouble {

    private static final int AGENTS = 40;
    private static final int VANISHING_PER_MILLE = 200;
    private static final int OFFER_SECONDS = 2;
    private static final long FIRST = 5_640_001;

    @Override
    public String name() {
        return "vanishing-agents";
    }

    @Override
    public String promise() {
        return "One agent in five falls silent at a random moment of a call and comes back 3 s later:"
                + " a caller who rang there keeps the place and is offered to another, every call"
                + " ends and has its record, nothing is left.";
    }

    @Override
    public void run(Scene scene) {
        var conf =
                ConfFolder.create()
                        .agents(AGENTS)
                        .t1Millis(Scene.T1_MILLIS)
                        .offerSeconds(OFFER_SECONDS);
        var strowger = scene.start(conf);
        var plan =
                AnswerPlan.NORMAL
                        .behaving(Behaviour.NORMAL.with(Behaviour.Kind.VANISH, VANISHING_PER_MILLE))
                        .talking(TalkTime.parse("1s"))
                        .away(Duration.ofSeconds(3));
        try (var agents = Called.register(scene, strowger.sip(), plan, 1)) {
            var callers =
                    new Crowd.Plan(
                            "4002",
                            scene.calls(100),
                            10,
                            FIRST,
                            TalkTime.parse("10s"),
                            TalkTime.parse("12s"),
                            1);
            scene.share(scene.hear(strowger.sip(), callers, Duration.ofSeconds(90)), 1);
            long vanished = agents.count(Count.VANISHED);
            scene.found("agents did vanish", vanished > 0, vanished + " times");
            // What a phone was asked that is gone stays open for 64 T1, and so does its offer.
            scene.conserve(false, agents.answerers(), Set.of(), _ -> true);
        }
    }
}
