package org.strowger.harness.load.trouble;

import java.time.Duration;
import java.util.Set;
import org.strowger.harness.farm.AnswerPlan;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.relay.Direction;
import org.strowger.harness.relay.Relay;
import org.strowger.harness.relay.Weather;

/** A network that loses, repeats, delays and reorders, between the switch and everybody else. */
final class Lossy implements Trouble {

    private static final double SHARE = 0.05;
    private static final double LEAST = 0.98;
    private static final int AGENTS = 40;
    private static final long FIRST = 5_610_001;
    private static final Weather WEATHER =
            Weather.CALM
                    .withLoss(SHARE)
                    .withDuplicates(SHARE)
                    .withReordered(SHARE)
                    .withDelay(Duration.ofMillis(10), Duration.ofMillis(20));

    @Override
    public String name() {
        return "lossy";
    }

    @Override
    public String promise() {
        return "5 % of all SIP datagrams are lost, 5 % come twice, 5 % out of order, all 10 to 30 ms"
                + " late: 98 % of the callers get through, records = calls, nothing is left.";
    }

    @Override
    public void run(Scene scene) {
        var conf = ConfFolder.create().agents(AGENTS).t1Millis(Scene.T1_MILLIS);
        var strowger = scene.start(conf);
        try (var relay = Relay.start(strowger.sip(), 1);
                var agents =
                        Called.register(
                                scene,
                                relay.local(),
                                AnswerPlan.NORMAL.talking(TalkTime.parse("1s")),
                                1)) {
            relay.weather(Direction.TO_SWITCH, WEATHER);
            relay.weather(Direction.FROM_SWITCH, WEATHER);
            var plan =
                    new Crowd.Plan(
                            "4002",
                            scene.calls(200),
                            20,
                            FIRST,
                            TalkTime.parse("32s"),
                            TalkTime.parse("15s"),
                            1);
            scene.share(scene.hear(relay.local(), plan, Duration.ofSeconds(90)), LEAST);
            relay.weather(Direction.TO_SWITCH, Weather.CALM);
            relay.weather(Direction.FROM_SWITCH, Weather.CALM);
            var to = relay.counts(Direction.TO_SWITCH);
            var from = relay.counts(Direction.FROM_SWITCH);
            scene.found(
                    "the relay did its work",
                    to.lost() > 0 && from.lost() > 0 && to.duplicated() + from.duplicated() > 0,
                    "to the switch %s, from it %s".formatted(to, from));
            scene.conserve(true, agents.answerers(), Set.of(), _ -> true);
        }
    }
}
