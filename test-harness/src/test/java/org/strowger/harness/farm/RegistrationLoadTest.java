package org.strowger.harness.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;
import org.strowger.harness.rtp.SoundSource;

/** Ten thousand agents register with a real switch. */
@Tag("loopback")
@Tag("alone")
@Tag("long")
class RegistrationLoadTest {

    private static final int AGENTS = 10_000;
    private static final int PER_SECOND = 500;
    private static final Path FOLDER = Path.of("target", "loopback", "registrations");

    @Test
    void allOfThemAreReady() {
        var conf = ConfFolder.create().firstAgent(100_001).agents(AGENTS);
        try (var strowger = SwitchProcess.start(conf, FOLDER.toAbsolutePath())) {
            var settings =
                    FarmSettings.of(strowger.sip(), conf.passwords())
                            .registering(PER_SECOND, Duration.ofHours(1), false);
            long begin = System.nanoTime();
            double before = strowger.cpuSeconds();
            try (var farm = AgentFarm.start(settings, SoundSource.none())) {
                farm.awaitRegistered(Duration.ofMinutes(3));
                System.out.printf(
                        "figure: farm: %d registered in ms %d, CPU of the farm %s, of the switch %.1f s, sent again %d%n",
                        AGENTS,
                        (System.nanoTime() - begin) / 1_000_000,
                        farm.cpu(),
                        strowger.cpuSeconds() - before,
                        farm.count(Count.RETRANSMISSIONS_SENT));
                strowger.awaitAgents(AGENTS, "ready", Duration.ofMinutes(1));
                assertEquals(Map.of(), farm.unexpected());
                assertEquals(AGENTS, farm.count(Count.REGISTERED));
            }
        }
    }
}
