package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two cores call each other through a network that loses, delays, repeats and reorders datagrams.
 * Whatever it does, every leg ends exactly once, both sides are through with a call that both knew,
 * and 64*T1 later nothing is left. The same seed gives the same run; a failure names it.
 */
class LossyNetworkTest {

    private static final int CALLS = 12;

    /** Percent of all datagrams. Every loss below has two seeds, and this has one. */
    private static final int MOST_LOSS = 40;

    private static final List<String> FRAGMENTS =
            List.of(
                    "active SIP/2.0 100 Trying",
                    "active SIP/2.0 180 Ringing",
                    "terminated SIP/2.0 200 OK");

    /** Beside INVITE, ACK, CANCEL and BYE. */
    private static final List<String> IN_DIALOGS = List.of("NOTIFY", "PRACK", "REFER", "UPDATE");

    static LongStream seeds() {
        return LongStream.rangeClosed(0, 2 * MOST_LOSS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavesNothingBehindWhateverTheNetworkDoes(long seed) {
        var random = new Random(seed);
        int loss = (int) Math.min(seed, 2 * MOST_LOSS - seed);
        var world = new LossyNetwork(seed, loss, random.nextInt(15), random.nextInt(400));
        world.reliable = seed % 2 == 0;
        for (int i = 0; i < CALLS; i++) {
            world.call(i);
            world.time.advanceMillis(random.nextInt(5_000));
        }
        world.finish();
        assertTrue(world.atRest(), () -> "not at rest at seed " + seed + ": " + world);
        world.left.checkEnds(seed);
        world.right.checkEnds(seed);
        world.checkReferrals();
        if (loss == 0) {
            assertTrue(world.toString().contains("confirmed, ended"), world::toString);
            assertTrue(world.accepted() > 0, world::toString);
            assertTrue(world.sent.keySet().containsAll(IN_DIALOGS), world::toString);
        }
    }

    @Test
    void isTheSameRunForTheSameSeed() {
        var first = run(7);
        assertEquals(first, run(7));
        assertTrue(first.contains("confirmed, ended"), "some calls of it are whole: " + first);
    }

    private static String run(long seed) {
        var world = new LossyNetwork(seed, 20, 5, 100);
        world.reliable = true;
        for (int i = 0; i < CALLS; i++) {
            world.call(i);
        }
        world.finish();
        return world.toString();
    }

    @ParameterizedTest(name = "the datagram number {0} is lost")
    @MethodSource("seeds")
    void bothSidesAgreeWhenOneDatagramIsLost(long number) {
        var world = new LossyNetwork(3, 0, 0, 20);
        world.loseOnly = number;
        world.reliable = true;
        world.talk();
        world.finish();
        assertTrue(world.atRest(), world::toString);
        assertEquals(List.of("answered", "ended OURS 0"), world.left.story("a"), world::toString);
        assertEquals(List.of("confirmed", "ended BYE 0"), world.right.story("b"), world::toString);
        assertEquals(1, world.accepted(), world::toString);
        world.checkReferrals();
        assertEquals(FRAGMENTS, world.fragments(), world::toString);
    }
}
