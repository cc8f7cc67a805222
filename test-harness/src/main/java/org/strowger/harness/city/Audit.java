package org.strowger.harness.city;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.records.Cdr;

/**
 * Compares what people know with what is written: each call that was taken has one record, and the
 * record says what happened.
 */
final class Audit {

    /** By then the record of a call is in the store, whatever the disk did: its events are. */
    private static final long PATIENCE = 300 * Street.SECOND;

    /** So long after the caller is done the switch may need to get its last leg back. */
    private static final long CLEANING_UP = 110 * Street.SECOND;

    /** A call that ends so soon after the agent's answer was crossed by the caller's end. */
    private static final long CROSSING = 35 * Street.SECOND;

    private final Truth truth;
    private final CityStore store;
    private final Network network;
    private final List<Caller> vanished = new ArrayList<>();
    private Map<String, List<Cdr>> byCaller = Map.of();
    private long audited;

    Audit(Truth truth, CityStore store, Network network) {
        this.truth = truth;
        this.store = store;
        this.network = network;
    }

    /** Callers whose records have been compared. */
    long audited() {
        return audited;
    }

    /** Compares those who are done long enough. Not while the switch is gone. */
    void look(long nowMicros) {
        var caller = truth.finishedBefore(nowMicros - PATIENCE);
        if (caller == null) {
            return;
        }
        index();
        while (caller != null) {
            if (caller.vanishedMicros() > 0) {
                vanished.add(caller); // Its call may last for hours: the switch cannot know.
            } else {
                check(caller);
            }
            caller = truth.finishedBefore(nowMicros - PATIENCE);
        }
    }

    /** Everybody, and that there is no record of nobody. */
    void close() {
        index();
        for (var left = truth.finishedBefore(Long.MAX_VALUE);
                left != null;
                left = truth.finishedBefore(Long.MAX_VALUE)) {
            check(left);
        }
        vanished.forEach(this::check);
        for (var caller : truth.everybodyTaken()) {
            count(caller, byCaller.getOrDefault(caller, List.of()));
        }
        for (var row : store.calls()) {
            if (truth.taken(row.cdr().caller()).isEmpty()) {
                truth.complain("there is a record of a call that nobody made: " + row.cdr());
            }
        }
    }

    private void index() {
        byCaller = new HashMap<>();
        for (var row : store.calls()) {
            byCaller.computeIfAbsent(row.cdr().caller(), _ -> new ArrayList<>(1)).add(row.cdr());
        }
    }

    private void check(Caller caller) {
        audited++;
        var taken = truth.taken(caller.user());
        var records = byCaller.getOrDefault(caller.user(), List.of());
        count(caller.user(), records);
        if (taken.isEmpty() && caller.how() == 0 && !excused(caller)) {
            complain(caller, null, "was never answered");
        }
        if (taken.isEmpty() && caller.answeredMicros() > 0) {
            complain(caller, null, "was answered, but the switch took no call");
        }
        if (taken.isEmpty() && caller.how() == 503 && !caller.isToldWhenToRetry()) {
            complain(caller, null, "was refused, and not told when to come again");
        }
        if (taken.size() == 1 && records.size() == 1) {
            compare(caller, taken.getFirst(), records.getFirst());
        }
        truth.forgetTalks(caller.user());
    }

    /** No call lost, none doubled. */
    private void count(String caller, List<Cdr> records) {
        var taken = truth.taken(caller);
        long durable = taken.stream().filter(this::isDurable).count();
        if (records.size() > taken.size() || records.size() < durable) {
            truth.complain(
                    "caller %s: %d calls were taken, %d of them must have a record, %d have: %s"
                            .formatted(caller, taken.size(), durable, records.size(), records));
        }
        long lives = taken.stream().mapToInt(Truth.Taken::life).distinct().count();
        if (caller.startsWith(Population.CALLERS) && lives < taken.size()) {
            truth.complain("caller " + caller + " dialled once, but was taken as several calls");
        }
    }

    private boolean isDurable(Truth.Taken taken) {
        var crashes = truth.crashes();
        return taken.life() == crashes.size()
                || taken.atMicros() <= crashes.get(taken.life()).durableUpTo();
    }

    private boolean excused(Caller caller) {
        return truth.wasGone(caller.dialledMicros(), caller.overMicros());
    }

    private void compare(Caller caller, Truth.Taken taken, Cdr record) {
        long over =
                caller.vanishedMicros() > 0
                        ? Long.MAX_VALUE // Only the switch knows, and not for hours.
                        : caller.overMicros() + CLEANING_UP;
        boolean crashed = truth.wasGone(taken.atMicros(), over);
        boolean cutOff = record.outcome().equals("switch-failed");
        if (cutOff && !crashed) {
            complain(caller, record, "is written down as cut off by a failure that was not");
        }
        parties(caller, taken, record);
        keys(caller, record);
        if (cutOff || crashed) {
            return;
        }
        answer(caller, record);
        people(caller, record);
        end(caller, record);
    }

    private void parties(Caller caller, Truth.Taken taken, Cdr record) {
        if (!record.dialled().equals(caller.dialled())) {
            complain(caller, record, "dialled another number");
        }
        if (record.startMicros() != taken.atMicros() || record.endMicros() < taken.atMicros()) {
            complain(caller, record, "began at another time");
        }
        if (caller.dialled().equals("4002")
                && record.queue() != null
                && !record.queue().equals("support")) {
            complain(caller, record, "came into another queue");
        }
    }

    /** Keys in their order, none that was not pressed; and they lead where the script says. */
    private void keys(Caller caller, Cdr record) {
        int at = 0;
        var pressed = caller.pressed();
        for (char key : record.keys().toCharArray()) {
            at = pressed.indexOf(key, at) + 1;
            if (at == 0) {
                complain(caller, record, "pressed other keys");
                return;
            }
        }
        if (caller.dialled().equals("4000")
                && record.queue() != null
                && record.keys().matches("[12][12]")) {
            var queue = record.keys().charAt(1) == '1' ? "sales" : "support";
            var language = record.keys().charAt(0) == '1' ? "zh" : "en";
            boolean typed = record.timeouts() == 0;
            if (typed && !(queue.equals(record.queue()) && language.equals(record.language()))) {
                complain(caller, record, "asked for another queue or language");
            }
        }
    }

    private void answer(Caller caller, Cdr record) {
        long heard = caller.answeredMicros();
        long said = record.switchAnsweredMicros();
        if (heard > 0 && (said == 0 || said > heard)) {
            complain(caller, record, "was answered, which is not in the record");
        }
        if (caller.how() >= 300 && said > 0 && heard == 0) {
            complain(caller, record, "was refused, and the record has an answer");
        }
    }

    /** Whom the caller talked to. */
    private void people(Caller caller, Cdr record) {
        boolean answered = record.outcome().equals("answered");
        var agent = record.agent();
        Talk with = null;
        for (var talk : truth.talks(caller.user())) {
            if (talk.agent.equals(agent) && fits(talk, record)) {
                with = talk;
            } else if (hasTalked(talk)) {
                complain(caller, record, "talked to somebody else, too: " + talk);
            }
        }
        if (answered && with == null) {
            complain(caller, record, "talked to somebody who knows nothing of it");
        }
        if (!answered && (agent != null || record.answeredMicros() != 0)) {
            complain(caller, record, "talked to somebody, and the outcome says no");
        }
    }

    private static boolean fits(Talk talk, Cdr record) {
        return talk.answeredMicros > 0
                && talk.answeredMicros <= record.answeredMicros()
                && (talk.acknowledgedMicros == 0
                        || record.answeredMicros() <= talk.acknowledgedMicros);
    }

    /** Really, and not only until the caller's end reached the switch. */
    private static boolean hasTalked(Talk talk) {
        return talk.acknowledgedMicros > 0
                && !talk.cutOff
                && talk.overMicros - talk.acknowledgedMicros > CROSSING;
    }

    private void end(Caller caller, Cdr record) {
        boolean left = caller.leftMicros() > 0 && caller.leftMicros() <= record.endMicros();
        boolean vanished = caller.vanishedMicros() > 0;
        boolean otherLeft =
                truth.talks(caller.user()).stream()
                        .anyMatch(t ->
                                (t.hungUpMicros > 0 && t.hungUpMicros <= record.endMicros())
                                        || t.cutOff
                                        || t.acknowledgedMicros == 0);
        switch (record.endedBy()) {
            case "caller" -> {
                if (!left && !vanished) {
                    complain(caller, record, "did not hang up");
                }
            }
            case "agent" -> {
                if (!otherLeft) {
                    complain(caller, record, "was not left by the agent");
                }
            }
            default -> {}
        }
        if (caller.how() == Dial.BYE && record.endMicros() > caller.overMicros()) {
            complain(caller, record, "had its end before the record's");
        }
        boolean mayFail = caller.dialled().equals("4003") || vanished;
        if (record.outcome().equals("failed") && !mayFail) {
            complain(caller, record, "failed");
        }
    }

    private void complain(Caller caller, @Nullable Cdr record, String what) {
        truth.complain(
                "%s %s; the record: %s; phones: %s; network cut until %d"
                        .formatted(
                                caller,
                                what,
                                record == null ? "none" : record,
                                truth.talks(caller.user()),
                                network.cutUntilMicros()));
    }
}
