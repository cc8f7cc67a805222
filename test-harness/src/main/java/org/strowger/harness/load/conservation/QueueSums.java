package org.strowger.harness.load.conservation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.conservation.JournalAccount.Exit;
import org.strowger.harness.load.conservation.JournalAccount.Visit;
import org.strowger.harness.load.result.Finding;

/** The distributor's journal against records. What an inexact journal says is told, not judged. */
final class QueueSums {

    private final Evidence evidence;
    private final JournalAccount journal;

    QueueSums(Evidence evidence, JournalAccount journal) {
        this.evidence = evidence;
        this.journal = journal;
    }

    Finding visits() {
        var last = new HashMap<String, Visit>();
        journal.visits().forEach(visit -> last.put(visit.call(), visit));
        var unseen = new HashMap<>(last);
        var blamed = new ArrayList<String>();
        for (var each : evidence.records()) {
            var visit = last.get(each.id());
            unseen.remove(each.id());
            if (disagree(each, visit)) {
                blamed.add(each.id());
            }
        }
        blamed.addAll(unseen.keySet());
        return judged(
                "journal = records",
                blamed,
                "%d queued, %d answered, %d left in the journal; %d records disagree"
                        .formatted(
                                journal.visits().size(),
                                count(journal, Exit.ANSWERED),
                                count(journal, Exit.LEFT),
                                blamed.size()));
    }

    private static long count(JournalAccount journal, Exit exit) {
        return journal.visits().stream().filter(visit -> visit.exit() == exit).count();
    }

    private static boolean disagree(Recorded each, @Nullable Visit visit) {
        if (visit == null) {
            return !each.queue().isEmpty();
        }
        boolean answered = visit.exit() == Exit.ANSWERED;
        return !visit.queue().equals(each.queue())
                || (answered && !visit.agent().equals(each.agent()))
                || (answered && each.answeredMillis() == 0)
                || (visit.exit() == Exit.LEFT && each.answeredMillis() != 0);
    }

    /** Whoever joined has left. */
    Finding exits() {
        var blamed =
                journal.visits().stream()
                        .filter(visit -> visit.exit() == Exit.NONE)
                        .map(Visit::call)
                        .toList();
        var finding =
                judged(
                        "every queue left",
                        blamed,
                        "%d still wait; %d calls and offers are left in the distributor"
                                .formatted(blamed.size(), journal.entries()));
        boolean holds = finding.holds() && (journal.entries() == 0 || !journal.isExact());
        return new Finding(finding.name(), holds, finding.detail(), finding.calls());
    }

    Finding idle() {
        return judged(
                "nobody waited while an agent idled",
                journal.idled(),
                "looked %d times in %d events".formatted(journal.looks(), journal.events()));
    }

    Finding ignored() {
        boolean holds = journal.ignored() == 0 || !journal.isExact();
        return Finding.of(
                "no event without sense",
                holds,
                "%d events ignored%s".formatted(journal.ignored(), inexact()));
    }

    private Finding judged(String name, List<String> blamed, String detail) {
        return new Finding(
                name, blamed.isEmpty() || !journal.isExact(), detail + inexact(), blamed);
    }

    private String inexact() {
        return journal.isExact() ? "" : "; not exact and so not judged: " + journal.inexact();
    }
}
