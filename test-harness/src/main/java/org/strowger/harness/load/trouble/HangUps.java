package org.strowger.harness.load.trouble;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.strowger.harness.farm.AnswerPlan;
import org.strowger.harness.farm.Carrier;
import org.strowger.harness.farm.Count;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.load.conservation.Evidence;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.rtp.SoundSource;

/** Callers who hang up at any moment, just when the answer comes too. */
final class HangUps implements Trouble {

    private static final int AGENTS = 20;
    private static final long TO_QUEUE = 5_650_001;
    private static final long TO_TRUNK = 5_655_001;

    @Override
    public String name() {
        return "hang-ups";
    }

    @Override
    public String promise() {
        return "Callers hang up at random moments, half of them with a CANCEL about when the answer"
                + " comes: every call ends at once with one record that says so, no agent stays"
                + " busy, nothing is left.";
    }

    @Override
    public void run(Scene scene) {
        var conf = ConfFolder.create().agents(AGENTS).t1Millis(Scene.T1_MILLIS);
        var strowger = scene.start(conf);
        var answer = AnswerPlan.NORMAL.answeringAfter(TalkTime.parse("uniform:50ms-600ms"));
        try (var agents = Called.register(scene, strowger.sip(), answer, 1);
                var carrier =
                        Carrier.start(Ports.at(conf.trunkPort()), answer, 2, SoundSource.none())) {
            var attempts = callers(scene);
            scene.heard(attempts);
            var gone = attempts.stream().filter(a -> !a.agreed()).map(Attempt::number).toList();
            scene.found("the switch agrees to every end", gone.size() + " ends without", gone);
            long cancelled = attempts.stream().filter(a -> a.status() == 487).count();
            scene.found(
                    "CANCELs did meet answers",
                    cancelled > 0 && cancelled < attempts.size() / 2,
                    "%d of %d were in time".formatted(cancelled, attempts.size() / 2));
            var queue = agents.answerers();
            var all =
                    new Evidence.Answerers(
                            queue.answered() + carrier.count(Count.ANSWERED),
                            queue.refused() + carrier.count(Count.REFUSED),
                            queue.twoAtOnce());
            scene.conserve(false, all, Set.of(), _ -> true);
            scene.soon(
                    "all agents are ready again",
                    () -> strowger.agentsIn("ready") == AGENTS,
                    Duration.ofSeconds(5));
        }
    }

    private static List<Attempt> callers(Scene scene) {
        var attempts = new ArrayList<Attempt>();
        var any = TalkTime.parse("uniform:0ms-900ms");
        var queue =
                new Crowd.Plan(
                        "4002", scene.calls(200), 20, TO_QUEUE, TalkTime.parse("10s"), any, 1);
        var trunk =
                new Crowd.Plan(
                        "4003",
                        scene.calls(200),
                        20,
                        TO_TRUNK,
                        TalkTime.parse("uniform:0ms-650ms"),
                        any,
                        2);
        try (var first = Crowd.call(scene.sip(), queue);
                var second = Crowd.call(scene.sip(), trunk)) {
            attempts.addAll(first.await(Duration.ofMinutes(1)));
            attempts.addAll(second.await(Duration.ofMinutes(1)));
        }
        return attempts;
    }
}
