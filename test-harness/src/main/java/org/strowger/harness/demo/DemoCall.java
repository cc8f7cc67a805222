package org.strowger.harness.demo;

import java.time.Duration;
import java.util.Map;
import org.strowger.harness.phone.IncomingCall;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;

/**
 * One caller's whole call, from dialling to the end.
 *
 * @param language key of the language, and what it stands for
 * @param matter key of the matter, and the queue it leads to
 * @param callerEnds whether the caller hangs up, else the agent
 */
record DemoCall(
        Story story,
        Phone caller,
        Choice language,
        Choice matter,
        double hertz,
        boolean callerEnds) {

    /** A key and what it stands for. */
    record Choice(String key, String meaning) {}

    private static final double AGENT_HERTZ = 660;
    private static final Duration LIMIT = Duration.ofSeconds(12);
    private static final Duration TALK = Duration.ofSeconds(2);
    private static final Duration MEASURE = Duration.ofMillis(1_500);
    private static final Duration LISTEN = Duration.ofMillis(1_200);

    /**
     * Walks through the menus and talks to whichever agent rings.
     *
     * @param agents phones by agent, ringing only when the test says so
     */
    void run(Map<String, Phone> agents) {
        story.tell("caller %s dials 4000".formatted(caller.user()));
        var call = caller.dial("4000");
        call.awaitAnswer(LIMIT);
        call.awaitSound(LIMIT);
        story.tell("caller %s hears the menu".formatted(caller.user()));
        press(call, language);
        press(call, matter);
        var agent = ringing(agents);
        talk(call, agent.getKey(), agent.getValue());
    }

    private void press(PhoneCall call, Choice key) {
        pause(LISTEN);
        story.tell("caller %s presses %s: %s".formatted(caller.user(), key.key(), key.meaning()));
        call.press(key.key());
    }

    /** The agent's phone that rings for this caller. */
    private Map.Entry<String, IncomingCall> ringing(Map<String, Phone> agents) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() - deadline < 0) {
            for (var agent : agents.entrySet()) {
                var call = agent.getValue().takeCallFrom(caller.user());
                if (call != null) {
                    story.tell(
                            "agent %s's phone rings: caller %s"
                                    .formatted(agent.getKey(), caller.user()));
                    return Map.entry(agent.getKey(), call);
                }
            }
            pause(Duration.ofMillis(20));
        }
        throw new DemoFailure("no agent's phone rang for caller " + caller.user());
    }

    private void talk(PhoneCall call, String agent, IncomingCall atAgent) {
        pause(Duration.ofMillis(600));
        atAgent.answer();
        story.tell("agent %s answers".formatted(agent));
        call.audio().say(hertz);
        atAgent.audio().say(AGENT_HERTZ);
        call.awaitTone(AGENT_HERTZ, LIMIT);
        atAgent.awaitTone(hertz, LIMIT);
        story.tell("agent %s and caller %s hear one another".formatted(agent, caller.user()));
        pause(TALK);
        hears("caller " + caller.user(), call, AGENT_HERTZ);
        hears("agent " + agent, atAgent, hertz);
        var first = callerEnds ? call : atAgent;
        var last = callerEnds ? atAgent : call;
        story.tell(
                "%s hangs up".formatted(callerEnds ? "caller " + caller.user() : "agent " + agent));
        first.hangUp();
        last.awaitEnd(LIMIT);
    }

    private void hears(String who, PhoneCall call, double expected) {
        var heard = call.audio().heard(MEASURE);
        story.tell(
                "%s heard %.0f Hz, %.0f dB above everything else"
                        .formatted(who, expected, heard.toneOverRest(expected)));
        if (!heard.isTone(expected)) {
            throw new DemoFailure(who + " did not hear " + expected + " Hz");
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }
}
