package org.strowger.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.base.CallId;
import org.strowger.records.CallEvent;
import org.strowger.records.Cdr;
import org.strowger.records.RecordSink;

/** What is written down of one call: told to the spool as it happens, and as a whole at the end. */
final class CallLog {

    private static final int MAX_KEYS = 64;
    private static final String MERGED = "merged-into";

    /** A caller who waits for an hour may have been offered to many phones. */
    private static final int MAX_LEGS = 32;

    private final CallId id;
    private final RecordSink sink;
    private final long startMicros;
    private final String caller;
    private final String callerName;
    private final String dialled;
    private final List<LegLog> legs = new ArrayList<>(2);
    private String keys = "";
    private String language = "";
    private int timeouts;
    private @Nullable String queue;
    private long queuedMicros;
    private @Nullable String agent;
    private long switchAnsweredMicros;
    private long answeredMicros;
    private long endMicros;
    private String endedBy = "switch";
    private String outcome = "script";
    private @Nullable String linkedId;
    private @Nullable String divertedBy;
    private @Nullable String queueLeft;
    private @Nullable String callbackOf;

    CallLog(CallId id, RecordSink sink, Parties parties, long nowMicros) {
        this.id = id;
        this.sink = sink;
        this.startMicros = nowMicros;
        this.caller = parties.caller();
        this.callerName = parties.callerName();
        this.dialled = parties.dialled();
        sink.append(new CallEvent.Started(id, nowMicros, caller, callerName, dialled));
    }

    /** Who calls whom. */
    record Parties(String caller, String callerName, String dialled) {}

    /** The caller's leg stays, and the latest of the others. */
    void leg(LegLog leg) {
        if (legs.size() >= MAX_LEGS) {
            legs.remove(1);
        }
        legs.add(leg);
    }

    /** The Call-ID of the caller's leg. */
    String callerDialog() {
        return legs.getFirst().dialog();
    }

    /** The Call-IDs of all legs, the caller's first. */
    List<String> dialogs() {
        return legs.stream().map(LegLog::dialog).filter(id -> !id.isEmpty()).toList();
    }

    void answeredBySwitch(long nowMicros) {
        switchAnsweredMicros = nowMicros;
        sink.append(new CallEvent.Answered(id, nowMicros));
    }

    void language(String spoken) {
        language = spoken;
    }

    void key(char key) {
        if (keys.length() < MAX_KEYS) {
            keys += key;
        }
    }

    void timedOut() {
        timeouts++;
    }

    void queued(String name, long nowMicros) {
        queue = name;
        queuedMicros = nowMicros;
        agent = null; // Who answered before a transfer has a leg in the record.
        answeredMicros = 0;
        outcome = "abandoned"; // Until somebody answers.
        queueLeft = null;
        sink.append(new CallEvent.Queued(id, nowMicros, name, language, keys));
    }

    /** The call got another one's place in its queue. */
    void queuedAs(CallLog other, long nowMicros) {
        if (other.queue != null) {
            queued(other.queue, nowMicros);
        }
    }

    /** The caller could not stay in the queue, or did not want to; the script goes on. */
    void leftQueue(String why, long nowMicros) {
        outcome = "script";
        queueLeft = why;
        sink.append(new CallEvent.LeftQueue(id, nowMicros, queue == null ? "" : queue, why));
    }

    /** Somebody answered: an agent, a user, or who is behind a trunk. */
    void answeredBy(@Nullable String who, boolean fromQueue, long nowMicros) {
        agent = who;
        answeredMicros = nowMicros;
        outcome = "answered";
        var from = fromQueue ? queue : null;
        sink.append(
                new CallEvent.AgentAnswered(
                        id, nowMicros, from == null ? "" : from, who == null ? "" : who));
    }

    /** A party whom a queue did not take is back with who sent it there. */
    void answeredAgain(String user, long nowMicros) {
        if (answeredMicros == 0) {
            answeredBy(user, false, nowMicros);
        }
    }

    /** The caller gave up before our 200 could leave: nobody talked, whoever took up a phone. */
    void cancelled() {
        agent = null;
        answeredMicros = 0;
        outcome("abandoned");
    }

    void outcome(String value) {
        if (answeredMicros == 0 && !outcome.equals(MERGED)) {
            outcome = value;
        }
    }

    /** Somebody has sent the call on, to us or to where it goes. */
    void divertedBy(String number) {
        divertedBy = number;
    }

    /** Both calls, the one that ends and the one that goes on, have the latter's id. */
    void mergedInto(CallLog survivor) {
        survivor.linkedId = survivor.id.value();
        linkedId = survivor.id.value();
        outcome = MERGED;
    }

    /** The leg goes on in another call: here it ends now, and its packets are counted there. */
    void handOver(LegLog leg, CallLog to, long nowMicros) {
        legs.replaceAll(mine -> mine == leg ? leg.endedHere(nowMicros) : mine);
        to.leg(leg);
    }

    /** The first end counts. */
    void ended(String by, long nowMicros) {
        if (endMicros == 0) {
            endedBy = by;
            endMicros = nowMicros;
        }
    }

    /** Writes the record. Every leg has ended. */
    void close() {
        var cdr =
                new Cdr(
                        id.value(),
                        startMicros,
                        caller,
                        callerName,
                        dialled,
                        language,
                        keys,
                        timeouts,
                        queue,
                        queuedMicros,
                        agent,
                        switchAnsweredMicros,
                        answeredMicros,
                        endMicros,
                        endedBy,
                        outcome,
                        legs.stream().map(LegLog::toRecord).toList(),
                        linkedId,
                        divertedBy,
                        null,
                        queueLeft,
                        callbackOf);
        sink.append(new CallEvent.Ended(id, endMicros, cdr));
    }

    long startMicros() {
        return startMicros;
    }

    String caller() {
        return caller;
    }

    String dialled() {
        return dialled;
    }

    /** Of the prompts; English where no script has said. */
    String language() {
        return language.isEmpty() ? "en" : language;
    }

    /** When the call joined its queue; 0 before that. */
    long queuedMicros() {
        return queuedMicros;
    }

    /** The caller has asked for it in that call. */
    void callsBack(String origin) {
        callbackOf = origin;
    }

    /** The caller would rather be called back than wait: that is why the queue was left. */
    void willBeCalledBack() {
        queueLeft = "callback";
    }

    /** It was to call somebody back, and is over without him. */
    void notReached(boolean called) {
        if (called || queueLeft == null) {
            outcome("failed");
        }
    }

    boolean isEndedByCaller() {
        return endMicros != 0 && endedBy.equals("caller");
    }

    @Nullable String queue() {
        return queue;
    }

    @Nullable String agent() {
        return agent;
    }
}
