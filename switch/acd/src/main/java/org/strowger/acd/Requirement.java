package org.strowger.acd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/**
 * What calls of one kind ask for: agents of a queue, and skills, as far as they are relaxed. The
 * calls that ask for just this stand here in the order of service, the idle agents who can give it
 * in the order of choice; so neither side ever has to look through the other.
 */
final class Requirement {

    /**
     * Calls of one key are of one kind.
     *
     * @param needs of the call, as it gave them; the queue's come on top
     * @param step how many steps of the queue's relaxation are behind it
     * @param held the only agent who may have it for now, or null
     */
    record Key(QueueId queue, Needs needs, int step, @Nullable AgentId held) {}

    final Key key;

    /** Of queue and call, as they are now. */
    final Needs needs;

    /** Those who would be offered to an agent, or to one more; the {@link Matcher} writes here. */
    final Row<WaitingCall> waiting = new Row<>(WaitingCall.ORDER);

    /** Everybody who meets it, in the order of the configuration. */
    final List<Agent> members;

    private final Line line;
    private final Method method;
    private final Row<Agent> idle;
    private final @Nullable Lots lots;

    /** Its place in the tables of the {@link Matcher}. */
    int number;

    /** How many known calls ask for it; without any it may be dropped. */
    int calls;

    /** Somebody joined since the last matching: a pair is possible. */
    boolean changed;

    /** Of a configuration that is in force no more, or dropped. */
    boolean stale;

    /** Of so many questions only one counts anew, for each that would do. */
    private static final int QUESTIONS = 16;

    private int atWork;
    private int questions;

    private final List<QueueId> queues = new ArrayList<>();
    private final List<AgentId> agents = new ArrayList<>();
    private final Qualification qualification;

    Requirement(Key key, Line line, SkillTable table, AgentIndex all) {
        this.key = key;
        this.line = line;
        this.needs = relax(line.rules);
        this.qualification = new Qualification(needs, table);
        this.method = line.rules.choice().method();
        this.idle = new Row<>(AgentOrder.of(method, this::match));
        this.members =
                asked(all).stream()
                        .sorted(Comparator.comparingInt(Agent::order))
                        .filter(agent -> score(agent) >= 0)
                        .toList();
        this.lots = method == Method.WEIGHTED_RANDOM ? new Lots(members.size()) : null;
    }

    /**
     * The agent would take a call from now on.
     *
     * @param match as {@link #match} says
     */
    void list(Agent agent, int match) {
        int before = idle.size();
        idle.add(AgentOrder.key(method, match, agent), agent);
        if (lots != null && idle.size() > before) {
            lots.add(seat(agent), lots(match));
        }
    }

    /** The agent would not. */
    void unlist(Agent agent, int match) {
        if (idle.remove(AgentOrder.key(method, match, agent), agent) && lots != null) {
            lots.add(seat(agent), -lots(match));
        }
    }

    /** The place among the members. */
    private int seat(Agent agent) {
        return Collections.binarySearch(members, agent, Comparator.comparingInt(Agent::order));
    }

    private static long lots(int match) {
        return 1L + match;
    }

    /** How many agents would take a call. */
    int idle() {
        return idle.size();
    }

    /**
     * How many who meet it are at work, talking or not. With many members not of this moment: each
     * question pays for a look at sixteen of them.
     */
    int atWork() {
        if (questions == 0) {
            atWork = atWorkNow();
            questions = members.size() / QUESTIONS + 1;
        }
        questions--;
        return atWork;
    }

    Line line() {
        return line;
    }

    /** How often {@link #atWork} says the same yet. */
    int questions() {
        return questions;
    }

    void save(OctetWords out) {
        out.number(questions).number(questions == 0 ? 0 : atWork);
    }

    void restore(OctetReader in) {
        questions = in.index(Integer.MAX_VALUE);
        atWork = in.index(Integer.MAX_VALUE);
    }

    int atWorkNow() {
        int now = 0;
        for (var member : members) {
            now += member.isAtWork() ? 1 : 0;
        }
        return now;
    }

    /** The idle agents in the order of choice: all of the first walk, then all of the second. */
    Iterator<Agent> choice(boolean second) {
        long first = idle.isEmpty() ? Long.MIN_VALUE : firstPlace();
        return second ? idle.between(Long.MIN_VALUE, first) : idle.between(first, Row.NOBODY);
    }

    /**
     * Where in the configuration the choice begins; the lowest of numbers: where the order does.
     */
    private long firstPlace() {
        if (lots != null) {
            return members.get(lots.draw(line.rules.choice().seed(), line.offersMade)).order();
        }
        return method == Method.ROUND_ROBIN ? line.lastPlace + 1 : Long.MIN_VALUE;
    }

    /** Whether it is what the call asks for; false where only a longer look can tell. */
    boolean isFor(WaitingCall call) {
        return !stale
                && key.needs().equals(call.needs)
                && key.step() == call.step
                && key.held() == null
                && call.held == null;
    }

    /** How well the agent matches, or -1: not one who is asked, or lacks a skill. */
    int score(Agent agent) {
        return isAsked(agent) ? match(agent) : -1;
    }

    /** The same of an agent who is asked. */
    int match(Agent agent) {
        return qualification.score(agent.levels());
    }

    /** Those of these agents who are asked at all. */
    SequencedSet<Agent> asked(AgentIndex all) {
        var asked = new LinkedHashSet<Agent>();
        if (key.held() != null) {
            asked.addAll(all.find(key.held()));
            return asked;
        }
        queues.forEach(queue -> asked.addAll(all.serving(queue)));
        agents.stream().map(all::find).forEach(asked::addAll);
        return asked;
    }

    private boolean isAsked(Agent agent) {
        return (key.held() == null || key.held().equals(agent.id))
                && (agents.contains(agent.id) || queues.stream().anyMatch(agent::serves));
    }

    private Needs relax(AcdConfig.Queue rules) {
        var ofQueue = rules.needs();
        var ofCall = key.needs();
        queues.add(key.queue());
        for (var step : rules.relaxation().subList(0, key.step())) {
            var replaced = step.needs();
            ofQueue = (replaced == null ? ofQueue : replaced).relaxed(step.lower(), step.drop());
            ofCall = ofCall.relaxed(step.lower(), step.drop());
            queues.addAll(step.queues());
            agents.addAll(step.agents());
        }
        return Needs.all(List.of(ofQueue, ofCall));
    }
}
