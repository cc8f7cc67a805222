package org.strowger.harness.load.conservation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.strowger.harness.load.conservation.Evidence.Answerers;
import org.strowger.harness.load.conservation.Evidence.Caller;
import org.strowger.harness.load.conservation.Evidence.Fate;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Sessions;

/** Callers against records. */
final class CallSums {

    private final Sessions sessions;
    private final List<Caller> calls;
    private final boolean unsure;
    private final List<Recorded> records;
    private final Evidence evidence;

    /** Calls that each number made. */
    private final Map<String, List<Fate>> fates = new LinkedHashMap<>();

    /** Records of each number, without those whose id was there already. */
    private final Map<String, List<Recorded>> byCaller = new HashMap<>();

    private final Set<String> ids = new HashSet<>();
    private final List<String> sameId = new ArrayList<>();

    CallSums(Evidence evidence) {
        this.evidence = evidence;
        this.sessions = evidence.callers().sessions();
        this.calls = evidence.callers().calls();
        this.unsure = evidence.callers().unsure();
        this.records = evidence.records();
        for (var call : calls) {
            fates.computeIfAbsent(call.number(), _ -> new ArrayList<>()).add(call.fate());
        }
        for (var each : records) {
            if (ids.add(each.id())) {
                byCaller.computeIfAbsent(each.caller(), _ -> new ArrayList<>()).add(each);
            } else {
                sameId.add(each.id());
            }
        }
    }

    Finding generator() {
        long over = sessions.completed() + sessions.failed();
        long causes = sessions.failures().values().stream().mapToLong(Long::longValue).sum();
        boolean numbered = calls.isEmpty() || calls.size() == sessions.attempted();
        return Finding.of(
                "callers = generator",
                numbered && over == sessions.attempted() && causes == sessions.failed(),
                "%d attempted = %d completed + %d failed; %d failures have a cause; %d callers known"
                        .formatted(
                                sessions.attempted(),
                                sessions.completed(),
                                sessions.failed(),
                                causes,
                                calls.size()));
    }

    /** Attempted = records + those who were refused without one. */
    Finding missing() {
        var without = without();
        long lack = calls.isEmpty() ? sessions.attempted() - ids.size() : without.size();
        long refusals = records.stream().filter(Recorded::isRefusal).count();
        long least = Math.max(0, refused() - refusals);
        long most = least + (unsure ? withoutStatus() : 0);
        boolean sums = lack <= most && (lack >= least || !calls.isEmpty());
        var blamed = without.stream().filter(this::needsRecord).toList();
        if (!sums && blamed.isEmpty()) {
            blamed = without;
        }
        return new Finding(
                "records = callers",
                sums && blamed.isEmpty(),
                "%d attempted, %d with a record, %d without; %d to %d were refused without"
                        .formatted(sessions.attempted(), ids.size(), lack, least, most),
                blamed.stream().map(Caller::number).toList());
    }

    /** Calls for which there is no record. */
    private List<Caller> without() {
        var without = new ArrayList<Caller>();
        fates.forEach((number, made) ->
                made.stream()
                        .skip(byCaller.getOrDefault(number, List.of()).size())
                        .forEach(fate -> without.add(new Caller(number, fate))));
        return without;
    }

    /** What is known of this call leaves no room for a missing record. */
    private boolean needsRecord(Caller call) {
        return switch (call.fate()) {
            case ESTABLISHED, FAILED, ABANDONED -> true;
            case TIMED_OUT -> !unsure;
            case ATTEMPTED, REFUSED, REFUSED_AGAIN -> false;
        };
    }

    /** Calls that the switch may have refused before they were calls. */
    private long refused() {
        return sessions.failures().getOrDefault("503", 0L)
                + sessions.failures().getOrDefault("404", 0L);
    }

    private long withoutStatus() {
        return sessions.failures().entrySet().stream()
                .filter(cause -> !cause.getKey().matches("\\d{3}"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    Finding doubled() {
        var blamed = new ArrayList<>(sameId);
        fates.forEach((number, made) -> {
            if (byCaller.getOrDefault(number, List.of()).size() > made.size()) {
                blamed.add(number);
            }
        });
        return new Finding(
                "one record a call",
                blamed.isEmpty(),
                "%d records, %d ids, %d calls with more than one"
                        .formatted(records.size(), ids.size(), blamed.size()),
                blamed);
    }

    Finding strangers() {
        var blamed =
                calls.isEmpty()
                        ? List.<String>of()
                        : records.stream()
                                .filter(each -> !fates.containsKey(each.caller()))
                                .map(Recorded::id)
                                .toList();
        return new Finding(
                "no record without a caller",
                blamed.isEmpty(),
                "%d records are of nobody who called".formatted(blamed.size()),
                blamed);
    }

    /** Callers who had a 200 against records that say so. */
    Finding established() {
        long answered = records.stream().filter(Recorded::callerAnswered).count();
        long mayCross = sessions.failed() + count(Fate.ABANDONED);
        long lost = without().stream().filter(c -> c.fate() == Fate.ESTABLISHED).count();
        long more = answered - (sessions.established() - lost);
        var blamed = new ArrayList<String>();
        long both = 0;
        for (var call : calls) {
            var own = byCaller.getOrDefault(call.number(), List.of());
            if (own.size() == 1 && contradicts(call.fate(), own.getFirst())) {
                blamed.add(call.number());
            } else if (call.fate() == Fate.REFUSED_AGAIN
                    && own.stream().anyMatch(Recorded::callerAnswered)) {
                both++;
            }
        }
        return new Finding(
                "established = answered",
                more >= 0 && more <= mayCross && blamed.isEmpty(),
                "%d callers had an answer, %d records say so; %d callers left or failed before; %d were answered, but refused when they asked again"
                        .formatted(sessions.established(), answered, mayCross, both),
                blamed);
    }

    /** An answer may cross a CANCEL, or be lost; it cannot be had and not be given. */
    private static boolean contradicts(Fate fate, Recorded each) {
        return switch (fate) {
            case ESTABLISHED -> !each.callerAnswered();
            case REFUSED -> each.callerAnswered();
            case ATTEMPTED, REFUSED_AGAIN, FAILED, TIMED_OUT, ABANDONED -> false;
        };
    }

    /** Each record for itself, and those that say failed against callers who failed. */
    Finding outcomes() {
        var blamed =
                new ArrayList<>(
                        records.stream().filter(CallSums::isOdd).map(Recorded::id).toList());
        var failures = records.stream().filter(Recorded::isFailure).toList();
        boolean tooMany = failures.size() > sessions.failed() + count(Fate.ABANDONED);
        if (tooMany) {
            failures.forEach(each -> blamed.add(each.id()));
        }
        return new Finding(
                "outcomes agree",
                blamed.isEmpty(),
                "%d callers failed, %d records say so; %d records contradict themselves"
                        .formatted(
                                sessions.failed(),
                                failures.size(),
                                records.stream().filter(CallSums::isOdd).count()),
                blamed);
    }

    /** Whether the record contradicts itself. */
    private static boolean isOdd(Recorded each) {
        boolean cutOff =
                each.outcome().equals("switch-failed") || each.outcome().equals("merged-into");
        boolean answered = each.outcome().equals("answered");
        boolean waited = each.outcome().equals("abandoned") && !each.queue().isEmpty();
        boolean unlikeItsTimes =
                (!cutOff && answered != (each.answeredMillis() != 0))
                        || (waited && each.queuedMillis() == 0);
        return unlikeItsTimes
                || each.endMillis() < each.startMillis()
                || isOutside(each, each.queuedMillis())
                || isOutside(each, each.switchAnsweredMillis())
                || isOutside(each, each.answeredMillis());
    }

    private static boolean isOutside(Recorded each, long millis) {
        return millis != 0 && (millis < each.startMillis() || millis > each.endMillis());
    }

    /** Who answered against records that say so. */
    Finding answered(Answerers answerers) {
        var journal = evidence.journal();
        long said = records.stream().filter(each -> each.answeredMillis() != 0).count();
        long late = journal == null ? 0 : journal.lateAnswers();
        long most = said + late + sessions.failed() + count(Fate.ABANDONED);
        return Finding.of(
                "agents = records",
                answerers.answered() >= said && answerers.answered() <= most,
                "%d answered by agents and carriers, %d records say so; %d came too late"
                        .formatted(answerers.answered(), said, late));
    }

    private long count(Fate fate) {
        return calls.stream().filter(call -> call.fate() == fate).count();
    }
}
