package org.strowger.harness.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.process.SwitchProcess;
import org.strowger.harness.rtp.SoundSource;
import org.strowger.harness.sipp.Sipp;

/** Two hundred agents in a farm, called by SIPp through a real switch. */
@Tag("loopback")
class FarmCallsTest {

    private static final int AGENTS = 200;
    private static final int CALLS = 1_000;
    private static final Path FOLDER = Path.of("target", "loopback", "farm").toAbsolutePath();

    @Test
    void everyCallIsAnsweredAndNobodyIsCalledTwiceAtOnce() {
        var conf = ConfFolder.create().agents(AGENTS).t1Millis(100);
        var plan = AnswerPlan.NORMAL.talking(TalkTime.parse("uniform:200ms-2s"));
        try (var strowger = SwitchProcess.start(conf, FOLDER)) {
            var settings = FarmSettings.of(strowger.sip(), conf.passwords()).answering(plan, 7);
            long begin = System.nanoTime();
            try (var farm = AgentFarm.start(settings, SoundSource.none())) {
                farm.awaitRegistered(Duration.ofSeconds(20));
                long millis = (System.nanoTime() - begin) / 1_000_000;
                System.out.println("figure: farm: registered in ms " + millis);
                strowger.awaitAgents(AGENTS, "ready", Duration.ofSeconds(10));
                var before = farm.cpu();
                var callers =
                        Sipp.scenario("uac-no-keys", FOLDER.resolve("callers"))
                                .to(strowger.sip())
                                .port(Ports.free())
                                .media(Ports.media())
                                .value("number", "4002")
                                .value("caller", "5551001")
                                .calls(CALLS)
                                .rate(100)
                                .limit(Duration.ofMinutes(2))
                                .run();
                System.out.println("figure: farm: CPU of all calls " + farm.cpu().minus(before));
                assertEquals(CALLS, callers.successful(), callers::summary);
                assertEquals(List.of(), farm.twoAtOnce());
                assertEquals(Map.of(), farm.unexpected());
                assertEquals(CALLS, farm.count(Count.ACKED), farm.counts()::toString);
                assertEquals(CALLS, farm.count(Count.BYES_SENT), farm.counts()::toString);
                assertEquals(0, farm.count(Count.LIVE));
            }
            strowger.awaitAtRest(Duration.ofSeconds(40));
        }
    }
}
