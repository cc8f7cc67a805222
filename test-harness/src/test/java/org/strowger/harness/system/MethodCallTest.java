package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.strowger.harness.system.ContactCentre.FIRST;
import static org.strowger.harness.system.ContactCentre.SECOND;
import static org.strowger.harness.system.ContactCentre.THIRD;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.IncomingCall;

/**
 * Each method of distribution, with SIPp's callers and three agents: who gets which call, what the
 * record says, and what {@code strowger why}.
 */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class MethodCallTest {

    private static final long SEED = 7;
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONGER = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMillis(500);
    private static final String NEEDS = "needs: {tax: 1}, method: ";
    private static final Map<String, String> QUEUES = new LinkedHashMap<>();

    static {
        QUEUES.put("idle", NEEDS + "longest-idle");
        QUEUES.put("skilled", NEEDS + "most-skilled");
        QUEUES.put("unskilled", NEEDS + "least-skilled");
        QUEUES.put("calls", NEEDS + "fewest-calls");
        QUEUES.put("talk", NEEDS + "least-talk-time");
        QUEUES.put("occupied", NEEDS + "least-occupied");
        QUEUES.put("robin", NEEDS + "round-robin");
        QUEUES.put("linear", NEEDS + "linear");
        QUEUES.put("lot", NEEDS + "weighted-random, seed: " + SEED);
        QUEUES.put("all", NEEDS + "ring-all");
        QUEUES.put("more", NEEDS + "ring-progressively, ring-next-s: 1");
        QUEUES.put("any", "method: longest-idle");
    }

    /** Levels of the skill, in the order of the agents. */
    private static final List<Integer> LEVELS = List.of(3, 7, 5);

    private Loopback loopback;
    private ContactCentre centre;
    private int callers;

    @BeforeAll
    void start() {
        var skills = LEVELS.stream().map(level -> "tax: " + level).toList();
        var conf = ContactCentre.conf(QUEUES, skills).t1Millis(Loopback.SHORT_T1_MILLIS);
        loopback = Loopback.start("methods", conf);
        centre = new ContactCentre(loopback);
    }

    @AfterAll
    void stop() {
        centre.close();
        loopback.closeAtRest(Loopback.AT_REST);
    }

    @BeforeEach
    void beginTheDay() {
        centre.beginTheDay();
    }

    /** The first talks long, the second shortly, the third for a time between. */
    static Stream<Arguments> sequences() {
        return Stream.of(
                arguments("any", "longest-idle", List.of(FIRST, SECOND, THIRD, FIRST)),
                arguments("idle", "longest-idle", List.of(SECOND, SECOND)),
                arguments("skilled", "most-skilled", List.of(SECOND, SECOND)),
                arguments("unskilled", "least-skilled", List.of(FIRST, FIRST)),
                arguments("calls", "fewest-calls", List.of(FIRST, SECOND, THIRD, FIRST)),
                arguments("talk", "least-talk-time", List.of(FIRST, SECOND, THIRD, SECOND)),
                arguments("occupied", "least-occupied", List.of(FIRST, SECOND, THIRD, SECOND)),
                arguments("robin", "round-robin", List.of(FIRST, SECOND, THIRD, FIRST)),
                arguments("linear", "linear", List.of(FIRST, FIRST)),
                arguments("lot", "weighted-random", drawn(4)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("sequences")
    void theAgentIsChosenByTheMethod(String queue, String method, List<String> agents) {
        var talks = List.of(LONG, SHORT, LONGER, SHORT);
        for (int i = 0; i < agents.size(); i++) {
            var caller = caller();
            assertEquals(agents.get(i), centre.agentOf(number(queue), caller, talks.get(i)));
            var record = centre.recordOf(caller);
            assertEquals(queue, record.queue());
            assertEquals("answered", record.outcome(), record::toString);
            ContactCentre.assertSaid(
                    centre.why(record),
                    "to agent %s: %s of 3 idle".formatted(agents.get(i), method),
                    "agent %s took".formatted(agents.get(i)));
        }
    }

    /** Who matches with m has m + 1 lots, in the order of the configuration. */
    private static List<String> drawn(int calls) {
        var random = new SplittableRandom(SEED); // The same generator, by another hand.
        return Stream.generate(random::nextLong).limit(calls).map(MethodCallTest::winner).toList();
    }

    private static String winner(long drawn) {
        long lot = Long.remainderUnsigned(drawn, LEVELS.stream().mapToInt(l -> l + 1).sum());
        int agent = 0;
        while (lot > LEVELS.get(agent)) {
            lot -= LEVELS.get(agent) + 1;
            agent++;
        }
        return ContactCentre.ALL.get(agent);
    }

    @Rfc(number = 3326, section = "2")
    @Test
    void ofAllWhoRingTheFirstAnswerWinsAndNobodyHasMissedTheCall() {
        ringForEver();
        var caller = caller();
        var run = centre.call(number("all"), caller, LONG);
        var first = rung(FIRST);
        var second = rung(SECOND);
        var third = rung(THIRD);
        second.answer();
        for (var other : List.of(first, third)) {
            assertElsewhere(other.awaitCancel(Loopback.SOON).first("Reason"));
        }
        Loopback.assertAllSuccessful(run.await(), 1);
        assertTookIt(caller, SECOND);
        ContactCentre.assertSaid(
                centre.why(centre.recordOf(caller)),
                "to agent %s came to nothing: completed elsewhere".formatted(FIRST),
                "to agent %s came to nothing: completed elsewhere".formatted(THIRD));
    }

    @Rfc(number = 3326, section = "2")
    @Rfc(number = 3261, section = "13.3.1.4")
    @Test
    void ofTwoWhoAnswerAtOnceOneWinsAndTheOtherIsTold() {
        ringForEver();
        var caller = caller();
        var run = centre.call(number("all"), caller, LONG);
        var first = rung(FIRST);
        var second = rung(SECOND);
        var third = rung(THIRD);
        third.answer();
        first.answer(); // Whichever the switch hears first.
        Loopback.assertAllSuccessful(run.await(), 1);
        var winner = centre.recordOf(caller).agent();
        var loser = winner.equals(FIRST) ? third : first;
        assertElsewhere(loser.awaitTakenBack(Loopback.SOON).first("Reason"));
        assertElsewhere(second.awaitCancel(Loopback.SOON).first("Reason"));
        assertTookIt(caller, winner);
    }

    @Test
    void oneMorePhoneRingsAfterASecond() {
        ringForEver();
        var caller = caller();
        var run = centre.call(number("more"), caller, Duration.ofSeconds(2));
        var best = rung(SECOND);
        assertEquals(0, centre.phone(THIRD).callsWaiting());
        var next = rung(THIRD);
        next.answer();
        assertElsewhere(best.awaitCancel(Loopback.SOON).first("Reason"));
        Loopback.assertAllSuccessful(run.await(), 1);
        assertTookIt(caller, THIRD);
    }

    private void ringForEver() {
        ContactCentre.ALL.forEach(agent -> centre.phone(agent).answering(new Answering.Ring()));
    }

    private IncomingCall rung(String agent) {
        return centre.phone(agent).awaitCall(Loopback.SOON);
    }

    private static void assertElsewhere(String reason) {
        assertEquals("SIP;cause=200;text=\"Call completed elsewhere\"", reason);
    }

    /** Whoever did not is ready as before: nobody has missed anything. */
    private void assertTookIt(String caller, String agent) {
        centre.strowger().awaitAgents(ContactCentre.ALL.size(), "ready", Loopback.SOON);
        var record = centre.recordOf(caller);
        assertEquals(agent, record.agent());
        assertEquals("answered", record.outcome(), record::toString);
        ContactCentre.assertSaid(centre.why(record), "agent %s took".formatted(agent));
    }

    private String caller() {
        return String.valueOf(5_557_000 + ++callers);
    }

    private static String number(String queue) {
        return ContactCentre.numberOf(List.copyOf(QUEUES.keySet()).indexOf(queue));
    }
}
