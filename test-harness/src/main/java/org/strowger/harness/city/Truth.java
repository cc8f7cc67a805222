package org.strowger.harness.city;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the people of the city know of their calls, for the audit to compare records with. */
final class Truth {

    /** Where findings go. */
    interface Complaints {
        /** Something is not as it must be. */
        void raise(String what);
    }

    /**
     * The switch took a call of somebody.
     *
     * @param life which life of the switch it was, from 0
     */
    record Taken(long atMicros, int life) {}

    /**
     * A life of the switch ended.
     *
     * @param durableUpTo everything that was appended up to then survives
     */
    record Crash(long atMicros, long durableUpTo, long backMicros) {}

    private final Map<String, Caller> live = new LinkedHashMap<>();
    private final Queue<Caller> finished = new ArrayDeque<>();
    private final Map<String, List<Talk>> talks = new HashMap<>();
    private final Map<String, List<Taken>> taken = new HashMap<>();
    private final List<Crash> crashes = new ArrayList<>();
    private final Complaints complaints;
    private Consumer<Caller> listener = _ -> {};
    private int callsOver;

    Truth(Complaints complaints) {
        this.complaints = complaints;
    }

    void begins(Caller caller) {
        live.put(caller.user(), caller);
    }

    /** Somebody who hears of each caller who is done. */
    void tell(Consumer<Caller> other) {
        listener = other;
    }

    void ends(Caller caller) {
        live.remove(caller.user());
        callsOver++;
        finished.add(caller);
        listener.accept(caller);
    }

    /** Callers who are in a call, or try to be. */
    List<Caller> live() {
        return List.copyOf(live.values());
    }

    int callsOver() {
        return callsOver;
    }

    /** The next caller who is done since before that time, once. */
    @Nullable Caller finishedBefore(long micros) {
        var first = finished.peek();
        return first == null || first.overMicros() > micros ? null : finished.poll();
    }

    void rings(Talk talk) {
        talks.computeIfAbsent(talk.caller, _ -> new ArrayList<>(2)).add(talk);
    }

    /** Of one caller, in the order in which phones rang. */
    List<Talk> talks(String caller) {
        return talks.getOrDefault(caller, List.of());
    }

    /** The caller has been looked at, and nobody will ask again. */
    void forgetTalks(String caller) {
        talks.remove(caller);
    }

    void taken(String caller, long atMicros) {
        taken.computeIfAbsent(caller, _ -> new ArrayList<>(1))
                .add(new Taken(atMicros, crashes.size()));
    }

    List<Taken> taken(String caller) {
        return taken.getOrDefault(caller, List.of());
    }

    /** Everybody of whom the switch took a call. */
    List<String> everybodyTaken() {
        return taken.keySet().stream().sorted().toList();
    }

    void crashed(Crash crash) {
        crashes.add(crash);
    }

    List<Crash> crashes() {
        return crashes;
    }

    /** Whether the switch was gone at some moment of this time. */
    boolean wasGone(long from, long to) {
        return crashes.stream().anyMatch(c -> c.atMicros <= to && c.backMicros >= from);
    }

    void complain(String what) {
        complaints.raise(what);
    }
}
