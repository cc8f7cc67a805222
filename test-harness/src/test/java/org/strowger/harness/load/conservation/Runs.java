package org.strowger.harness.load.conservation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.strowger.harness.load.conservation.Evidence.Answerers;
import org.strowger.harness.load.conservation.Evidence.Caller;
import org.strowger.harness.load.conservation.Evidence.Callers;
import org.strowger.harness.load.conservation.Evidence.Fate;
import org.strowger.harness.load.conservation.Evidence.Handles;
import org.strowger.harness.load.conservation.Evidence.Rest;
import org.strowger.harness.load.conservation.JournalAccount.Exit;
import org.strowger.harness.load.conservation.JournalAccount.Visit;
import org.strowger.harness.load.result.Percentiles;
import org.strowger.harness.load.result.Queueing;
import org.strowger.harness.load.result.Sessions;

/**
 * Evidence of a run in which all went well, to plant errors in: of ten callers 1 to 6 talked to an
 * agent, 7 and 8 left the queue, 9 heard a script, 10 was refused with 503.
 */
final class Runs {

    final List<Caller> callers = new ArrayList<>();
    final List<Recorded> records = new ArrayList<>();
    final List<Visit> visits = new ArrayList<>();
    final List<String> idled = new ArrayList<>();
    final Map<String, Long> after = new TreeMap<>();
    final List<String> live = new ArrayList<>();
    Answerers answerers = new Answerers(6, 0, 0);
    Handles handles = new Handles(60, 40);
    Map<String, Long> failures = new TreeMap<>(Map.of("503", 1L));
    Set<String> excused = Set.of();
    String inexact = "";
    boolean unsure;
    boolean numbered = true;
    long ignored;

    Runs() {
        for (int i = 1; i <= 6; i++) {
            callers.add(new Caller(number(i), Fate.ESTABLISHED));
            records.add(record(i, "support", "1001", 3_000, "answered"));
            visits.add(visit(i, Exit.ANSWERED, "1001"));
        }
        for (int i = 7; i <= 8; i++) {
            callers.add(new Caller(number(i), Fate.ESTABLISHED));
            records.add(record(i, "support", "", 0, "abandoned"));
            visits.add(visit(i, Exit.LEFT, ""));
        }
        callers.add(new Caller(number(9), Fate.ESTABLISHED));
        records.add(record(9, "", "", 0, "script"));
        callers.add(new Caller(number(10), Fate.REFUSED));
    }

    static String number(int call) {
        return String.valueOf(5_550_000 + call);
    }

    static String id(int call) {
        return "n1-x-" + call;
    }

    static Recorded record(int call, String queue, String agent, long answered, String outcome) {
        return new Recorded(
                id(call),
                number(call),
                queue,
                agent,
                1_000,
                queue.isEmpty() ? 0 : 2_000,
                1_500,
                answered,
                9_000,
                outcome,
                200);
    }

    static Visit visit(int call, Exit exit, String agent) {
        return new Visit(id(call), "support", 2_000_000, exit, agent);
    }

    Evidence evidence() {
        long failed = failures.values().stream().mapToLong(n -> n).sum();
        long established = callers.stream().filter(c -> c.fate() == Fate.ESTABLISHED).count();
        long attempted = callers.size();
        var sessions =
                new Sessions(
                        attempted, established, attempted - failed, failed, failures, 0, 10, 10);
        var queueing =
                new Queueing(visits.size(), 6, 2, 6, 0, new Percentiles(6, 1, 1, 1, 1, 1, 1));
        long open = visits.stream().filter(v -> v.exit() == Exit.NONE).count();
        return new Evidence(
                new Callers(sessions, numbered ? callers : List.of(), unsure),
                records,
                answerers,
                new JournalAccount(
                        inexact, 40, visits, queueing, Map.of(), 0, 40, idled, ignored, open),
                new Rest(Map.of(), after, new Handles(50, 40), handles, live, excused));
    }
}
