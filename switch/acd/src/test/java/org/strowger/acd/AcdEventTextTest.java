package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

class AcdEventTextTest {

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyEventComesBackAsItWas(long seed) {
        var random = new Random(seed);
        var events = new RandomEvents(random);
        var kinds = new TreeSet<String>();
        for (int i = 0; i < 4_000; i++) {
            var event = events.any(random.nextLong());
            kinds.add(event.getClass().getSimpleName());

            assertEquals(event, AcdEventText.decode(AcdEventText.encode(event)), "seed " + seed);
        }
        assertEquals(23, kinds.size(), () -> "seed " + seed + " met only " + kinds);
    }

    @Test
    void isReadable() {
        var event =
                new AcdEvent.CallQueued(
                        1_000_000,
                        new CallId("n1-5f-7"),
                        new QueueId("sales"),
                        -1,
                        List.of(new Skill("english", 5)));

        assertEquals(
                "CallQueued/3 1000000 n1-5f-7 sales -1 english>=5 % 0 0",
                AcdEventText.encode(event));
    }

    @Test
    void readsWhatAnEarlierVersionWrote() {
        assertEquals(
                new AcdEvent.CallQueued(
                        1_000_000,
                        new CallId("n1-5f-7"),
                        new QueueId("sales"),
                        -1,
                        Needs.parse("english >= 5 and tax"),
                        "",
                        null),
                AcdEventText.decode("CallQueued 1000000 n1-5f-7 sales -1 2 english 5 tax 1"));
        var sales =
                new AcdConfig.Queue(
                        new QueueId("sales"), List.of(new Skill("english", 2)), 3, 15, 2, 500, 1);
        var alice =
                new AcdConfig.Agent(
                        new AgentId("alice"),
                        List.of(new QueueId("sales")),
                        List.of(new Skill("english", 5)),
                        true);
        assertEquals(
                new AcdEvent.Configured(7, "h", new AcdConfig(List.of(sales), List.of(alice))),
                AcdEventText.decode(
                        "Configured 7 h 1 sales 3 15 2 500 1 1 english 2"
                                + " 1 alice 1 1 sales 1 english 5"));
    }

    @Test
    void readsWhatWasWrittenBeforeQueuesLetCallersGo() {
        var queued = new AcdEvent.CallQueued(1, new CallId("c"), new QueueId("q"), 0, List.of());
        assertEquals(queued, AcdEventText.decode("CallQueued/2 1 c q 0 % % 0"));
        var sales = new AcdConfig.Queue(new QueueId("sales"), List.of(), 3, 15, 2, 500, 1);
        var event = new AcdEvent.Configured(7, "h", new AcdConfig(List.of(sales), List.of()));
        var line = AcdEventText.encode(event);
        var before = line.replace("/3 ", "/2 ").replace(" NOBODY NOBODY 0 0", "");
        assertEquals(line.length() - " NOBODY NOBODY 0 0".length(), before.length());
        assertEquals(event, AcdEventText.decode(before));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "%",
                "%%",
                "a b",
                "line\r\nline",
                "tab\t",
                "中文",
                "\ud800",
                "😀",
                "#"
            })
    void anyReasonStaysOnOneLineOfUtf8(String reason) {
        var event = new AcdEvent.AgentNotReady(-5, new AgentId(reason), reason);

        String line = AcdEventText.encode(event);

        assertEquals(1, line.lines().count());
        assertEquals(4, line.split(" ", -1).length);
        assertTrue(line.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        assertEquals(event, AcdEventText.decode(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Tick",
                "Tick x",
                "Tick 1 2",
                "Tick 1 ",
                "Tick  1",
                "Tock 1 2",
                "AgentSleeps 1 alice",
                "AgentReachable 1 alice 2",
                "AgentNotReady 1 alice %12",
                "AgentNotReady 1 alice %zzzz",
                "OfferAccepted 1 99999999999999999999",
                "CallQueued 1 c q 3000000000 0",
                "CallQueued 1 c q 0 2000000000",
                "CallQueued 1 c q 0 -1",
                "CallQueued 1 c q 0 1 english",
                "CallQueued 1 c q 0 1 english 11",
                "CallQueued 1 c q 0 1 and 1",
                "CallQueued/2 1 c q 0",
                "CallQueued/2 1 c q 0 english>= % 0",
                "CallQueued/2 1 c q 0 english>=5 % 0 x",
                "CallQueued/2 1 c q 0 english>=5 % 1 alice",
                "CallQueued/3 1 c q 0 english>=5 % 0",
                "Configured/2 1 h 1 q % 0 1 1 1 1 0 BY_LOOKS 0 1 0 0 0 0 0",
                "Configured/2 1 hash 1",
                "Configured 1 hash 1"
            })
    void aLineThatIsNoEventIsSaidToBeNone(String line) {
        var failure = assertThrows(IllegalArgumentException.class, () -> AcdEventText.decode(line));

        assertTrue(String.valueOf(failure.getMessage()).startsWith("not an ACD event: "));
    }

    @Test
    void aCutLineIsNeverTakenForTheWholeEvent() {
        var event = new RandomEvents(new Random(1)).configured(7);
        String line = AcdEventText.encode(event);
        for (int length = 0; length < line.length(); length++) {
            assertFalse(isDecodedAs(event, line.substring(0, length)));
        }
    }

    private static boolean isDecodedAs(AcdEvent event, String line) {
        try {
            return event.equals(AcdEventText.decode(line));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
