package org.strowger.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.ivr.Position.Waiting;

/**
 * Throws random events at random scripts. Nothing throws, the call is never left without anything
 * that could wake it, numbers only grow, nothing follows the end, and the same seed gives the same
 * run. To look into a failure, run its seed alone.
 */
class InterpreterSimulationTest {

    private static final int EVENTS = 300;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void survivesWhateverHappens(long seed) {
        assertEquals(run(seed), run(seed), "the same seed must give the same run");
    }

    private static List<Interpreter.Step> run(long seed) {
        var random = new Random(seed);
        var steps = new ArrayList<Interpreter.Step>();
        steps.add(Interpreter.start(script(random)));
        for (int i = 0; i < EVENTS; i++) {
            var before = steps.getLast().next();
            var step = Interpreter.step(before, event(random, before));
            check(seed, before, step);
            steps.add(step);
        }
        return steps;
    }

    private static void check(long seed, Position before, Interpreter.Step step) {
        var after = step.next();
        var commands = step.commands();
        assertTrue(after.play() >= before.play(), () -> "plays went back at seed " + seed);
        assertTrue(after.timer() >= before.timer(), () -> "timers went back at seed " + seed);
        if (before.waiting() == Waiting.NOTHING) {
            assertEquals(before, after, () -> "moved after the end at seed " + seed);
            assertTrue(commands.isEmpty(), () -> "spoke after the end at seed " + seed);
        }
        if (!before.equals(after) && after.node().equals(before.node()) && commands.isEmpty()) {
            assertTrue(
                    after.typedAhead().length() > before.typedAhead().length(),
                    () -> "changed without a word at seed " + seed);
        }
        if (!commands.isEmpty()) {
            assertTrue(
                    wakes(after.waiting(), commands.getLast()),
                    () -> "seed " + seed + ": " + after.waiting() + " after " + commands);
        }
    }

    /** Whether the last command brings about what the position waits for. */
    private static boolean wakes(Waiting waiting, IvrCommand last) {
        return switch (waiting) {
            case ANSWER -> false;
            case PROMPTS -> last instanceof IvrCommand.Play;
            case KEY -> last instanceof IvrCommand.SetTimer;
            case ELSEWHERE ->
                    last instanceof IvrCommand.Enqueue || last instanceof IvrCommand.Transfer;
            case NOTHING -> last instanceof IvrCommand.HangUp || last instanceof IvrCommand.Echo;
        };
    }

    private static IvrEvent event(Random random, Position at) {
        return switch (random.nextInt(8)) {
            case 0 -> new IvrEvent.Answered();
            case 1 -> new IvrEvent.Played(at.play());
            case 2 -> new IvrEvent.Played(random.nextInt(10) - 1);
            case 3 -> new IvrEvent.TimeOut(at.timer());
            case 4 -> new IvrEvent.TimeOut(random.nextInt(10) - 1);
            case 5 -> new IvrEvent.QueueRefused("full");
            case 6 -> new IvrEvent.TransferFailed(400 + random.nextInt(300));
            default -> new IvrEvent.Key("123456789*#ABCDx".charAt(random.nextInt(16)));
        };
    }

    private static Script script(Random random) {
        int count = 1 + random.nextInt(8);
        var nodes = new LinkedHashMap<String, Node>();
        for (int i = 0; i < count; i++) {
            nodes.put("n" + i, node(random, count));
        }
        return new Script("seed", "n0", "en", nodes);
    }

    private static Node node(Random random, int count) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> new Node.Play(prompts(random), any(random, count));
            case 2, 3, 4 -> menu(random, count);
            case 5 -> new Node.SetLanguage(random.nextBoolean() ? "en" : "zh", any(random, count));
            case 6 ->
                    new Node.Queue(
                            "sales",
                            QueueRequest.of(random.nextInt(3)),
                            any(random, count),
                            Map.of("full", any(random, count)),
                            Map.of('1', any(random, count)));
            case 7 -> new Node.Transfer("1001", any(random, count));
            default -> random.nextBoolean() ? new Node.Echo() : new Node.HangUp();
        };
    }

    private static Node menu(Random random, int count) {
        var keys = new TreeMap<Character, String>();
        for (char key = '1'; key <= '3'; key++) {
            keys.put(key, any(random, count));
        }
        return new Node.Menu(
                prompts(random),
                keys,
                1 + random.nextInt(3),
                1 + random.nextInt(100),
                prompts(random),
                prompts(random),
                any(random, count),
                any(random, count));
    }

    private static List<String> prompts(Random random) {
        return List.of("a", "b").subList(0, random.nextInt(3));
    }

    private static String any(Random random, int count) {
        return "n" + random.nextInt(count);
    }
}
