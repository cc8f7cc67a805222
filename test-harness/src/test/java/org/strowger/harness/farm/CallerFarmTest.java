package org.strowger.harness.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Folders;
import org.strowger.harness.process.Ports;
import org.strowger.harness.process.SwitchProcess;
import org.strowger.harness.rtp.SoundSource;

/** Callers of ours through a real switch: every attempted call has one record. */
@Tag("loopback")
class CallerFarmTest {

    private static final int AGENTS = 20;
    private static final int CALLS = 200;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path FOLDER = Path.of("target", "loopback").toAbsolutePath();

    @Test
    void callersWhoLeaveAtRandomMomentsLeaveNothingBehind() {
        var conf = ConfFolder.create().agents(AGENTS).t1Millis(50);
        var shares =
                CallerBehaviour.NORMAL
                        .with(CallerBehaviour.Kind.HANG_UP_RANDOM, 700)
                        .with(CallerBehaviour.Kind.HANG_UP_EARLY, 100)
                        .with(CallerBehaviour.Kind.HANG_UP_AT_ANSWER, 50)
                        .with(CallerBehaviour.Kind.LATE_OFFER, 50);
        var plan =
                CallPlan.of("4002", 40, CALLS)
                        .behaving(shares, 11)
                        .givingUp(TalkTime.parse("uniform:0ms-20ms"), TalkTime.parse("exp:1s"));
        var answers = AnswerPlan.NORMAL.talking(TalkTime.parse("uniform:200ms-2s"));
        try (var strowger = start("callers", conf)) {
            try (var agents = registered(strowger, answers)) {
                try (var callers = CallerFarm.start(strowger.sip(), plan, SoundSource.none())) {
                    assertTrue(callers.awaitDone(LIMIT), callers.counts()::toString);
                    print(callers);
                    assertWhole(callers, strowger);
                }
                assertEquals(List.of(), agents.twoAtOnce());
                assertEquals(Map.of(), agents.unexpected());
            }
            strowger.awaitAtRest(Duration.ofSeconds(40));
        }
    }

    /** Agents hang up in the end, so that the switch must find out that nobody is there. */
    @Test
    void callersWhoFallSilentInTheRingAtTheAnswerAndInTheTalkLeaveNothingBehind() {
        var conf = ConfFolder.create().agents(AGENTS).t1Millis(50);
        var shares = CallerBehaviour.NORMAL.with(CallerBehaviour.Kind.VANISH, 300);
        var plan =
                CallPlan.of("4002", 40, CALLS)
                        .behaving(shares, 11)
                        // The 200 is there within a millisecond: who waits falls silent at once.
                        .givingUp(TalkTime.parse("0ms"), TalkTime.parse("1s"));
        var answers =
                AnswerPlan.NORMAL
                        .answeringAfter(TalkTime.parse("uniform:50ms-200ms"))
                        .talking(TalkTime.parse("uniform:200ms-1s"));
        try (var strowger = start("callers-vanish", conf)) {
            try (var agents = registered(strowger, answers)) {
                try (var callers = CallerFarm.start(strowger.sip(), plan, SoundSource.none())) {
                    assertTrue(callers.awaitDone(LIMIT), callers.counts()::toString);
                    print(callers);
                    assertWhole(callers, strowger);
                    assertEquals(
                            Set.of(false, true),
                            callers.outcomes().stream()
                                    .filter(outcome -> outcome.endedBy() == Outcome.End.NOBODY)
                                    .map(outcome -> outcome.establishedAt() > 0)
                                    .collect(Collectors.toSet()),
                            "silent before and after their 200");
                }
                assertEquals(List.of(), agents.twoAtOnce());
                assertEquals(Map.of(), agents.unexpected());
            }
            strowger.awaitAtRest(Duration.ofSeconds(40));
        }
    }

    @Test
    void aCarrierAnswersThroughItsTrunk() {
        var conf = ConfFolder.create().t1Millis(50);
        var plan = CallPlan.of("4003", 20, 60);
        var answers = AnswerPlan.NORMAL.talking(TalkTime.parse("uniform:200ms-1s"));
        try (var strowger = start("callers-trunk", conf);
                var carrier =
                        Carrier.start(Ports.at(conf.trunkPort()), answers, 3, SoundSource.none())) {
            try (var callers = CallerFarm.start(strowger.sip(), plan, SoundSource.none())) {
                assertTrue(callers.awaitDone(LIMIT), callers.counts()::toString);
                print(callers);
                assertWhole(callers, strowger);
                assertEquals(60, callers.count(Count.BYES_RECEIVED), callers.counts()::toString);
            }
            assertEquals(60, carrier.count(Count.ACKED), carrier.counts()::toString);
            assertEquals(Map.of(), carrier.unexpected());
            strowger.awaitAtRest(Duration.ofSeconds(40));
        }
    }

    private static SwitchProcess start(String name, ConfFolder conf) {
        var folder = FOLDER.resolve(name);
        Folders.delete(folder); // Its records are those of this run.
        return SwitchProcess.start(conf, folder);
    }

    private static AgentFarm registered(SwitchProcess strowger, AnswerPlan answers) {
        var users = strowger.conf().passwords();
        var settings = FarmSettings.of(strowger.sip(), users).answering(answers, 7);
        var agents = AgentFarm.start(settings, SoundSource.none());
        agents.awaitRegistered(SOON);
        strowger.awaitAgents(AGENTS, "ready", SOON);
        return agents;
    }

    /** Attempted calls and records are the same, one to one. */
    private static void assertWhole(CallerFarm callers, SwitchProcess strowger) {
        var outcomes = callers.outcomes();
        var records = strowger.awaitRecords(outcomes.size(), SOON);
        assertEquals(callers.count(Count.INVITES), outcomes.size());
        assertEquals(
                outcomes.stream().map(Outcome::caller).sorted().toList(),
                records.stream().map(CallRecord::caller).sorted().toList());
        assertEquals(Map.of(), callers.unexpected());
        assertEquals(0, callers.count(Count.LIVE));
        assertEquals(0, callers.count(Count.UNANSWERED), callers.counts()::toString);
    }

    private static void print(CallerFarm callers) {
        System.out.println("figure: callers: " + callers.sums());
        for (var latency : Latency.values()) {
            var times = callers.latency(latency);
            System.out.printf(
                    "figure: callers: %s of %d: p50 %d us, p99 %d us%n",
                    latency,
                    times.getTotalCount(),
                    times.getValueAtPercentile(50),
                    times.getValueAtPercentile(99));
        }
    }
}
