package org.strowger.acd.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.OfferId;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

class WhatIfTest {

    private static final long SECOND = 1_000_000;
    private static final QueueId SALES = new QueueId("sales");
    private static final QueueId SUPPORT = new QueueId("support");
    private static final AgentId ALICE = new AgentId("alice");
    private static final AgentId BOB = new AgentId("bob");

    private final WhatIf whatIf = new WhatIf();
    private final Measures recorded = new Measures(20 * SECOND, 5 * SECOND);
    private final Measures otherwise = new Measures(20 * SECOND, 5 * SECOND);
    private final List<OfferId> offers = new ArrayList<>();

    /** Bob serves one queue of two, or both. */
    private static AcdConfig config(boolean bobServesBoth) {
        var queues = List.of(SALES, SUPPORT);
        return new AcdConfig(
                queues.stream()
                        .map(q ->
                                new AcdConfig.Queue(
                                        q, List.of(), 0, 15 * SECOND, 10 * SECOND, 9, 1))
                        .toList(),
                List.of(
                        new AcdConfig.Agent(ALICE, List.of(SALES), List.of(), true),
                        new AcdConfig.Agent(
                                BOB, bobServesBoth ? queues : List.of(SUPPORT), List.of(), true)));
    }

    private void record(AcdEvent event) {
        var commands = whatIf.record(event);
        recorded.count(event, commands);
        for (var command : commands) {
            if (command instanceof AcdCommand.Offer(var offer, _, _, _)) {
                offers.add(offer);
            }
        }
    }

    private void queued(long second, String call) {
        record(new AcdEvent.CallQueued(second * SECOND, new CallId(call), SALES, 0, List.of()));
    }

    /**
     * Alice talks to the first caller for 100 s, to the second for 40 s, while a third goes after
     * 30 s and a fourth after 3 s.
     */
    private void aDay() {
        record(new AcdEvent.Configured(0, "then", config(false)));
        record(new AcdEvent.AgentReachable(0, ALICE, true));
        record(new AcdEvent.AgentReachable(0, BOB, true));
        queued(10, "first");
        record(new AcdEvent.OfferAccepted(14 * SECOND, offers.getFirst()));
        queued(20, "second");
        queued(30, "third");
        queued(31, "fourth");
        record(new AcdEvent.CallLeft(34 * SECOND, new CallId("fourth")));
        record(new AcdEvent.CallLeft(60 * SECOND, new CallId("third")));
        record(new AcdEvent.TalkEnded(114 * SECOND, offers.getFirst()));
        record(new AcdEvent.Tick(124 * SECOND));
        record(new AcdEvent.OfferAccepted(126 * SECOND, offers.getLast()));
        record(new AcdEvent.TalkEnded(166 * SECOND, offers.getLast()));
        record(new AcdEvent.Tick(200 * SECOND));
    }

    @Test
    void whatWasIsMeasuredByTheFormulasOfReports() {
        aDay();

        var all = recorded.all();
        assertEquals(4, all.offered());
        assertEquals(2, all.answered());
        assertEquals(1, all.abandoned());
        assertEquals(1, all.shortAbandoned());
        assertEquals(0, all.waiting());
        assertEquals(100.0 / 3, all.serviceLevel(), 1e-9, "one in time of three that count");
        assertEquals(100.0 / 3, all.abandonment(), 1e-9);
        assertEquals((4 + 106) / 2.0, all.asa(), 1e-9);
        assertEquals(106, all.longestWait(), 1e-9);
        // Alice: 110 s and 50 s of 200 s at work; Bob: nothing in 200 s.
        assertEquals(100 * 160.0 / 400, recorded.occupancy(), 1e-9);
        assertEquals(0, whatIf.strayAnswers());
    }

    @Test
    void theSameConfigurationGivesTheSameMeasures() {
        aDay();

        whatIf.with(config(false), otherwise);

        assertEquals(recorded.all().serviceLevel(), otherwise.all().serviceLevel());
        assertEquals(recorded.all().asa(), otherwise.all().asa());
        assertEquals(recorded.all().longestWait(), otherwise.all().longestWait());
        assertEquals(recorded.occupancy(), otherwise.occupancy());
        assertEquals(recorded.queues().keySet(), otherwise.queues().keySet());
    }

    /** The second rings Bob for 2 s, the third is gone as before: both talk until 62 s at least. */
    @Test
    void whoMayHelpShortensTheWaiting() {
        aDay();

        whatIf.with(config(true), otherwise);

        var all = otherwise.all();
        assertEquals(2, all.answered());
        assertEquals((4 + 2) / 2.0, all.asa(), 1e-9);
        assertEquals(1, all.abandoned());
        assertEquals(100 * 2.0 / 3, all.serviceLevel(), 1e-9);
        // Alice 110 s, Bob 40 s and 10 s of wrap-up.
        assertEquals(100 * 160.0 / 400, otherwise.occupancy(), 1e-9);
    }

    @Test
    void answersToOffersThatWereNeverMadeAreCounted() {
        aDay();

        record(new AcdEvent.OfferAccepted(201 * SECOND, new OfferId(77)));

        assertEquals(1, whatIf.strayAnswers());
    }
}
