package org.strowger.harness.load.conservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AcdEventText;
import org.strowger.acd.OfferId;
import org.strowger.acd.Skill;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;
import org.strowger.harness.load.conservation.JournalAccount.Exit;
import org.strowger.harness.load.conservation.JournalAccount.Visit;

class JournalReaderTest {

    private static final QueueId SALES = new QueueId("sales");
    private static final AgentId ALICE = new AgentId("1001");
    private static final CallId A = new CallId("a");
    private static final CallId B = new CallId("b");
    private static final CallId C = new CallId("c");
    private static final long SECOND = 1_000_000;

    @TempDir Path folder;

    private final List<String> lines = new ArrayList<>(List.of("#begin"));

    JournalReaderTest() {
        event(
                new AcdEvent.Configured(
                        0,
                        "hash",
                        new AcdConfig(
                                List.of(
                                        new AcdConfig.Queue(
                                                SALES, List.of(), 0, 15 * SECOND, 0, 2, 1)),
                                List.of(
                                        new AcdConfig.Agent(
                                                ALICE,
                                                List.of(SALES),
                                                List.of(new Skill("sales", 5)),
                                                true)))));
    }

    private void event(AcdEvent event) {
        lines.add(AcdEventText.encode(event));
    }

    private void queue(long second, CallId call) {
        event(new AcdEvent.CallQueued(second * SECOND, call, SALES, 0, List.of()));
    }

    private JournalAccount read(long sinceMicros) throws IOException {
        Files.write(folder.resolve("acd-00000001.journal"), lines);
        return JournalReader.read(folder, sinceMicros);
    }

    private static List<Exit> exits(JournalAccount account) {
        return account.visits().stream().map(Visit::exit).toList();
    }

    @Test
    void tellsHowEachWaitEnded() throws IOException {
        queue(1, A);
        queue(2, B);
        queue(3, C); // Two may wait.
        event(new AcdEvent.AgentReachable(4 * SECOND, ALICE, true));
        event(new AcdEvent.OfferAccepted(5 * SECOND, new OfferId(1)));
        event(new AcdEvent.CallLeft(6 * SECOND, B));
        event(new AcdEvent.TalkEnded(7 * SECOND, new OfferId(1)));

        var account = read(0);

        assertEquals(List.of(Exit.ANSWERED, Exit.LEFT, Exit.REFUSED), exits(account));
        assertEquals(
                new Visit("a", "sales", SECOND, Exit.ANSWERED, "1001"),
                account.visits().getFirst());
        assertTrue(account.isExact());
        assertEquals(0, account.entries());
        assertEquals(0, account.ignored());
        assertEquals(List.of(), account.idled());
        assertEquals(8 + 1, account.looks(), "after every event, and at the end");
        var queueing = account.queueing();
        assertEquals(3, queueing.queued());
        assertEquals(1, queueing.answered());
        assertEquals(1, queueing.offers());
        assertEquals(4, Math.round((double) queueing.waits().max() / SECOND));
    }

    @Test
    void anAnswerAfterTheCallerLeftIsLate() throws IOException {
        event(new AcdEvent.AgentReachable(SECOND, ALICE, true));
        queue(2, A);
        event(new AcdEvent.CallLeft(3 * SECOND, A));
        event(new AcdEvent.OfferAccepted(3 * SECOND, new OfferId(1)));
        event(new AcdEvent.TalkEnded(4 * SECOND, new OfferId(1)));
        var account = read(0);
        assertEquals(1, account.lateAnswers());
        assertEquals(List.of(Exit.LEFT), exits(account));
        assertEquals(0, account.ignored());
    }

    @Test
    void whatWasBeforeTheRunIsReplayedAndNotTold() throws IOException {
        event(new AcdEvent.AgentReachable(SECOND, ALICE, true));
        queue(2, A);
        event(new AcdEvent.OfferRefused(3 * SECOND, new OfferId(1)));
        event(new AcdEvent.CallLeft(4 * SECOND, A));
        queue(5, B);
        event(new AcdEvent.CallLeft(6 * SECOND, B));
        var account = read(5 * SECOND);
        assertEquals(List.of("b"), account.visits().stream().map(Visit::call).toList());
        assertEquals(0, account.queueing().refused());
    }

    @Test
    void aWaitWithoutAnEndStaysOpen() throws IOException {
        queue(1, A);
        var account = read(0);
        assertEquals(List.of(Exit.NONE), exits(account));
        assertEquals(1, account.entries());
    }

    @Test
    void theWatchdogNamesThoseWhoWaited() throws IOException {
        queue(1, A);
        Files.write(folder.resolve("acd-00000001.journal"), lines);
        assertEquals(List.of("a"), JournalReader.read(folder, 0, () -> 1).idled());
    }

    @Test
    void anEventAboutNothingIsCounted() throws IOException {
        event(new AcdEvent.CallLeft(SECOND, A));
        event(new AcdEvent.OfferAccepted(SECOND, new OfferId(9)));
        assertEquals(2, read(0).ignored());
    }

    @Test
    void saysWhyItIsNotExact() throws IOException {
        lines.removeFirst();
        lines.add("#gap 7");
        queue(1, A);
        lines.add("CallQueued 20");
        var account = read(0);
        assertFalse(account.isExact());
        assertEquals(
                "its first files are deleted, 7 events are missing, its end is torn",
                account.inexact());
    }

    @Test
    void largeRunsAreLookedAtLessOften() throws IOException {
        for (int i = 0; i < 20_000; i++) {
            event(
                    new AcdEvent.CallQueued(
                            i, new CallId("c" + i), new QueueId("none"), 0, List.of()));
        }
        assertEquals(20_002, read(0).looks(), "refused ones do not wait, so it costs nothing");
    }
}
