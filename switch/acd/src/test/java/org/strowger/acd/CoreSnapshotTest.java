package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/** A restored distributor is the one that was saved; whatever is no snapshot is refused. */
class CoreSnapshotTest {

    private static final int EVENTS = 2_000;
    private static final QueueId SALES = new QueueId("sales");

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** One distributor lives through it all; the other is saved and restored again and again. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRestoredOneDecidesTheSameForEver(long seed) {
        var run = new RandomRun(seed);
        var lives = new Distributor();
        var dies = new Distributor();
        int restored = 0;
        var event = run.first();
        for (int i = 0; i < EVENTS; i++) {
            if (i < 20 || run.once(25)) {
                dies = restored(lives, dies);
                restored++;
            }
            var decided = lives.handle(event);
            assertEquals(decided, dies.handle(event), "seed " + seed + ", event " + i);
            run.saw(event, decided);
            event = run.next();
        }
        assertTrue(restored > 50);
        assertEquals(lives.waits(), dies.waits());
        assertEquals(lives.census(), dies.census());
        assertEquals(lives.ignoredEvents(), dies.ignoredEvents());
        assertEquals(lives.entries(), dies.entries());
    }

    private static Distributor restored(Distributor lives, Distributor dies) {
        var octets = CoreSnapshot.of(lives);
        assertArrayEquals(octets, CoreSnapshot.of(dies));
        var restored = CoreSnapshot.restore(octets);
        assertArrayEquals(octets, CoreSnapshot.of(restored));
        return restored;
    }

    /** What is only counted now and then, and forgotten when there is too much of it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsRememberedOfManyAgentsAndKindsOfCallsComesBack(long seed) {
        var random = new Random(seed);
        var lives = new Distributor();
        var dies = new Distributor();
        var event = (AcdEvent) new AcdEvent.Configured(0, "", large());
        for (int i = 0; i < 6_000; i++) {
            if (i % 500 == 499) {
                dies = restored(lives, dies);
            }
            assertEquals(lives.handle(event), dies.handle(event), "event " + i);
            event = large(random, i * 100_000L, i);
        }
        assertTrue(
                lives.waits().getFirst().measured() > 0, "nobody was told how long he would wait");
    }

    private static AcdConfig large() {
        var queue = new AcdConfig.Queue(SALES, List.of(), 0, 20_000_000, 5_000_000, 9_999, 3);
        var agents =
                IntStream.range(0, 200)
                        .mapToObj(i ->
                                new AcdConfig.Agent(
                                        new AgentId("a" + i),
                                        List.of(SALES),
                                        IntStream.range(0, 8)
                                                .mapToObj(s -> new Skill("s" + s, 1 + (i + s) % 10))
                                                .toList(),
                                        true));
        return new AcdConfig(List.of(queue), agents.toList());
    }

    private static AcdEvent large(Random random, long now, int number) {
        var agent = new AgentId("a" + random.nextInt(200));
        var offer = new OfferId(1 + random.nextInt(number / 8 + 1));
        return switch (random.nextInt(9)) {
            case 0 -> new AcdEvent.AgentReachable(now, agent, random.nextInt(3) > 0);
            case 1 -> new AcdEvent.AgentReady(now, agent);
            case 2, 3 -> new AcdEvent.OfferAccepted(now, offer);
            case 4 -> new AcdEvent.TalkEnded(now, offer);
            case 5 -> new AcdEvent.CallLeft(now, new CallId("c" + random.nextInt(number + 1)));
            default ->
                    new AcdEvent.CallQueued(now, new CallId("c" + number), SALES, 0, rare(random));
        };
    }

    private static List<Skill> rare(Random random) {
        return random.nextBoolean()
                ? List.of()
                : List.of(
                        new Skill("s" + random.nextInt(4), 1 + random.nextInt(10)),
                        new Skill("s" + (4 + random.nextInt(4)), 1 + random.nextInt(10)));
    }

    @Test
    void anEmptyOneIsSmallAndComesBack() {
        var octets = CoreSnapshot.of(new Distributor());
        assertTrue(octets.length < 64, octets.length + " octets");
        assertEquals(0, CoreSnapshot.restore(octets).entries());
    }

    @Test
    void tenThousandCallersTakeLittle() {
        var core = new Distributor();
        core.handle(new AcdEvent.Configured(0, "", large()));
        int before = CoreSnapshot.of(core).length;
        for (int i = 0; i < 9_000; i++) {
            core.handle(
                    new AcdEvent.CallQueued(
                            1_000_000L * i, new CallId("n1-5f-" + i), SALES, 0, List.of()));
        }
        int each = (CoreSnapshot.of(core).length - before) / 9_000;
        assertTrue(each <= 48, each + " octets a caller");
    }

    @Test
    void damageIsFound() {
        var octets = busy(7);
        for (int i = 0; i < octets.length; i += 7) {
            var damaged = octets.clone();
            damaged[i] = (byte) (damaged[i] ^ (1 << (i % 8)));
            assertThrows(MalformedSnapshot.class, () -> CoreSnapshot.restore(damaged));
        }
        for (int length = 0; length < octets.length; length += 13) {
            var torn = java.util.Arrays.copyOf(octets, length);
            assertThrows(MalformedSnapshot.class, () -> CoreSnapshot.restore(torn));
        }
    }

    @Test
    void anotherVersionIsNamed() {
        var octets = busy(7);
        octets[3] = 9;
        var refused =
                assertThrows(MalformedSnapshot.class, () -> CoreSnapshot.restore(summed(octets)));
        assertTrue(String.valueOf(refused.getMessage()).contains("version 9, and only 1 is read"));
    }

    /** Octets that were changed by somebody who knows how to sum them up. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void hostileOctetsAreRefusedOrMakeADistributor(long seed) {
        var random = new Random(seed);
        var octets = busy(seed);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            var hostile = octets.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = 4 + random.nextInt(hostile.length - 8);
                hostile[at] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
            }
            refused += isRefused(summed(hostile)) ? 1 : 0;
        }
        assertTrue(refused > 1_000, refused + " of 3000");
    }

    private static boolean isRefused(byte[] octets) {
        try {
            var core = CoreSnapshot.restore(octets);
            core.handle(new AcdEvent.Tick(0));
            return false;
        } catch (MalformedSnapshot _) {
            return true;
        }
    }

    @Test
    void aLengthThatIsNoneTakesNoMemory() {
        for (int at = 4; at < 30; at++) {
            var out = new OctetWords();
            for (char c : new char[] {'A', 'C', 'D', 1}) {
                out.octet(c);
            }
            for (int i = 4; i < at; i++) {
                out.number(0);
            }
            out.number(Integer.MAX_VALUE).number(1L << 40).number(0).number(0);
            var octets = summed(out.octets());
            assertThrows(MalformedSnapshot.class, () -> CoreSnapshot.restore(octets));
        }
    }

    private static byte[] busy(long seed) {
        var run = new RandomRun(seed);
        var core = new Distributor();
        var event = run.first();
        var best = CoreSnapshot.of(core);
        for (int i = 0; i < 300; i++) {
            run.saw(event, core.handle(event));
            event = run.next();
            var now = CoreSnapshot.of(core);
            best = now.length > best.length ? now : best;
        }
        return best;
    }

    /** With the right checksum in the last four octets. */
    private static byte[] summed(byte[] octets) {
        var sum = new CRC32C();
        sum.update(octets, 0, octets.length - 4);
        for (int i = 0; i < 4; i++) {
            octets[octets.length - 4 + i] = (byte) (sum.getValue() >>> (8 * (3 - i)));
        }
        return octets;
    }

    @Test
    void wordsComeBackWhateverIsInThem() {
        var words = new ArrayList<>(List.of("", "中文", "\ud800", "a b%c\n", "x".repeat(500), ""));
        var out = new OctetWords();
        words.forEach(out::word);
        out.number(Long.MIN_VALUE).number(Long.MAX_VALUE).number(-1).flag(true);
        var in = new OctetReader(out.octets(), 0, out.octets().length);
        words.forEach(word -> assertEquals(word, in.word()));
        assertEquals(Long.MIN_VALUE, in.number());
        assertEquals(Long.MAX_VALUE, in.number());
        assertEquals(-1, in.number());
        assertTrue(in.flag());
        in.end();
    }
}
