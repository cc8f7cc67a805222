package org.strowger.harness.load.conservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.harness.load.conservation.Evidence.Answerers;
import org.strowger.harness.load.conservation.Evidence.Caller;
import org.strowger.harness.load.conservation.Evidence.Fate;
import org.strowger.harness.load.conservation.Evidence.Handles;
import org.strowger.harness.load.conservation.JournalAccount.Exit;
import org.strowger.harness.load.result.Finding;

/** Each planted error is found by the one sum that it breaks, which names the call. */
class ConservationTest {

    private final Runs run = new Runs();

    private List<Finding> violations() {
        return Conservation.check(run.evidence()).stream().filter(f -> !f.holds()).toList();
    }

    private void assertOnly(String name, List<String> calls) {
        var found = violations();
        assertEquals(List.of(name), found.stream().map(Finding::name).toList(), found::toString);
        assertEquals(calls, found.getFirst().calls());
    }

    @Test
    void aRunThatLostNothingHolds() {
        assertEquals(List.of(), violations());
        assertEquals(15, Conservation.check(run.evidence()).size());
    }

    @Test
    void sumsAreEnoughWhereNumbersAreNotKnown() {
        run.numbered = false;
        assertEquals(List.of(), violations());
        run.records.removeIf(each -> each.id().equals(Runs.id(9)));
        assertEquals(
                List.of("records = callers", "established = answered"),
                violations().stream().map(Finding::name).toList());
    }

    @Test
    void aDroppedRecord() {
        run.records.removeIf(each -> each.id().equals(Runs.id(9)));
        assertOnly("records = callers", List.of(Runs.number(9)));
    }

    @Test
    void aDroppedRecordOfACallThatQueuedIsMissedByTheJournalToo() {
        run.records.removeIf(each -> each.id().equals(Runs.id(7)));
        var found = violations();
        assertEquals(
                List.of("records = callers", "journal = records"),
                found.stream().map(Finding::name).toList());
        assertEquals(List.of(Runs.number(7)), found.getFirst().calls());
        assertEquals(List.of(Runs.id(7)), found.getLast().calls());
    }

    @Test
    void aCallerWhoWasRefusedForNoReasonThatTheSwitchHas() {
        run.failures.clear();
        run.failures.put("timeout", 1L);
        run.callers.set(9, new Caller(Runs.number(10), Fate.TIMED_OUT));
        assertOnly("records = callers", List.of(Runs.number(10)));
        run.unsure = true; // The INVITE itself may be lost.
        assertEquals(List.of(), violations());
    }

    @Test
    void aRecordTwice() {
        run.records.add(run.records.getLast());
        assertOnly("one record a call", List.of(Runs.id(9)));
    }

    @Test
    void twoRecordsOfOneCall() {
        var first = run.records.getLast();
        run.records.add(
                new Recorded(
                        Runs.id(11), first.caller(), "", "", 1_000, 0, 0, 0, 9_000, "script", 0));
        assertOnly("one record a call", List.of(Runs.number(9)));
    }

    @Test
    void aRecordOfNobody() {
        run.records.add(
                new Recorded(Runs.id(11), "999", "", "", 1_000, 0, 0, 0, 9_000, "script", 0));
        assertOnly("no record without a caller", List.of(Runs.id(11)));
    }

    @Test
    void aCallerWithoutTheAnswerThatTheRecordTellsOf() {
        var each = run.records.removeLast();
        run.records.add(
                new Recorded(
                        each.id(), each.caller(), "", "", 1_000, 0, 0, 0, 9_000, "script", 200));
        assertOnly("established = answered", List.of(Runs.number(9)));
    }

    /** By a loop of the switch that has too much to do, while the first INVITE waits its turn. */
    @Test
    void whoAskedAgainMayBeRefusedAndAnsweredButNobodyElse() {
        run.failures.put("503", 2L);
        run.callers.set(8, new Caller(Runs.number(9), Fate.REFUSED));
        assertOnly("established = answered", List.of(Runs.number(9)));
        run.callers.set(8, new Caller(Runs.number(9), Fate.REFUSED_AGAIN));
        assertEquals(List.of(), violations());
        run.records.set(8, Runs.record(9, "", "", 0, "answered"));
        assertOnly("outcomes agree", List.of(Runs.id(9)));
    }

    @Test
    void anOutcomeThatContradictsItsRecord() {
        run.records.set(8, Runs.record(9, "", "", 0, "answered"));
        assertOnly("outcomes agree", List.of(Runs.id(9)));
    }

    @Test
    void aFailureThatNoCallerSaw() {
        run.failures.clear();
        run.callers.removeLast();
        run.records.set(8, Runs.record(9, "", "", 0, "failed"));
        assertOnly("outcomes agree", List.of(Runs.id(9)));
    }

    @Test
    void anAnswerThatNoAgentGave() {
        run.answerers = new Answerers(5, 0, 0);
        assertOnly("agents = records", List.of());
    }

    @Test
    void anAgentWithTwoCalls() {
        run.answerers = new Answerers(6, 0, 1);
        assertOnly("one call at a time", List.of());
    }

    @Test
    void anAcceptedOfferThatTheRecordDoesNotKnow() {
        run.records.set(2, Runs.record(3, "support", "", 0, "abandoned"));
        assertOnly("journal = records", List.of(Runs.id(3)));
    }

    @Test
    void anAnswerByAnotherAgentThanTheRecordNames() {
        run.records.set(2, Runs.record(3, "support", "1002", 3_000, "answered"));
        assertOnly("journal = records", List.of(Runs.id(3)));
    }

    @Test
    void aWaitThatTheRecordDoesNotKnow() {
        run.records.set(6, Runs.record(7, "", "", 0, "script"));
        assertOnly("journal = records", List.of(Runs.id(7)));
    }

    @Test
    void aQueueThatTheJournalDoesNotKnow() {
        run.visits.removeLast();
        assertOnly("journal = records", List.of(Runs.id(8)));
    }

    @Test
    void aLostQueueExit() {
        run.visits.set(7, Runs.visit(8, Exit.NONE, ""));
        assertOnly("every queue left", List.of(Runs.id(8)));
    }

    @Test
    void anIdleAgentWhileACallerWaits() {
        run.idled.add(Runs.id(4));
        assertOnly("nobody waited while an agent idled", List.of(Runs.id(4)));
    }

    @Test
    void anEventWithoutSense() {
        run.ignored = 1;
        assertOnly("no event without sense", List.of());
    }

    @Test
    void whatAnInexactJournalSaysIsToldAndNotJudged() {
        run.inexact = "its first files are deleted";
        run.idled.add(Runs.id(4));
        run.visits.removeLast();
        run.visits.set(6, Runs.visit(7, Exit.NONE, ""));
        run.ignored = 3;
        assertEquals(List.of(), violations());
        assertTrue(
                Conservation.check(run.evidence()).stream()
                        .filter(f -> f.name().equals("journal = records"))
                        .allMatch(f -> f.detail().contains("its first files are deleted")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ports", "dialogs", "serverTransactions", "acdEntries", "timers"})
    void aLeak(String name) {
        run.after.put(name, 1L);
        run.live.add(Runs.id(5));
        assertOnly("nothing left", List.of(Runs.id(5)));
    }

    @Test
    void moreFilesOrThreadsThanAllowed() {
        run.handles = new Handles(50 + RestSums.ALLOWANCE, 40 + RestSums.ALLOWANCE);
        assertEquals(List.of(), violations());
        run.handles = new Handles(50 + RestSums.ALLOWANCE + 1, 40);
        assertOnly("files and threads back", List.of());
        run.handles = new Handles(50, 40 + RestSums.ALLOWANCE + 1);
        assertOnly("files and threads back", List.of());
    }

    @Test
    void aCountedDefectUnlessItIsExcused() {
        run.after.put("counter.acd.defects", 1L);
        assertOnly("no defect counted", List.of());
        run.excused = Set.of("counter.acd.defects");
        assertEquals(List.of(), violations());
    }

    @Test
    void aGeneratorThatContradictsItself() {
        run.callers.add(new Caller("5559999", Fate.REFUSED));
        run.callers.removeLast();
        run.failures.put("503", 2L);
        run.callers.set(8, new Caller(Runs.number(9), Fate.REFUSED));
        run.records.set(8, Runs.record(9, "", "", 0, "script"));
        assertOnly("established = answered", List.of(Runs.number(9)));
    }
}
