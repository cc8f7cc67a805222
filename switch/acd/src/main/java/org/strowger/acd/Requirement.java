package org.strowger.acd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
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

    /**
     * An agent who meets a requirement.
     *
     * @param score how well
     * @param place in the configuration
     * @param seat among all who meet the requirement, in that order, from 0
     */
    record Member(Requirement requirement, Agent agent, int score, int place, int seat) {}

    final Key key;

    /** Of queue and call, as they are now. */
    final Needs needs;

    /** Those who would be offered to an agent, or to one more. */
    final TreeSet<WaitingCall> waiting = new TreeSet<>(WaitingCall.ORDER);

    private final Line line;
    private final TreeSet<Member> idle;
    private final @Nullable Lots lots;

    /** Everybody who meets it. */
    final List<Member> members = new ArrayList<>();

    /** How many known calls ask for it; without any it may be dropped. */
    int calls;

    /** Somebody joined since the last matching: a pair is possible. */
    boolean changed;

    /** Of a configuration that is in force no more. */
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
        var method = line.rules.choice().method();
        this.idle = new TreeSet<>(AgentOrder.of(method));
        enrol(all);
        this.lots = method == Method.WEIGHTED_RANDOM ? new Lots(members.size()) : null;
    }

    private void enrol(AgentIndex all) {
        var asked = new ArrayList<>(asked(all));
        asked.sort(Comparator.comparingInt(Agent::order));
        for (var agent : asked) {
            int score = score(agent);
            if (score >= 0) {
                members.add(new Member(this, agent, score, agent.order(), members.size()));
            }
        }
    }

    /** The agent would take a call from now on. */
    void list(Member member) {
        if (idle.add(member) && lots != null) {
            lots.add(member.seat(), lots(member));
        }
    }

    /** The agent would not. */
    void unlist(Member member) {
        if (idle.remove(member) && lots != null) {
            lots.add(member.seat(), -lots(member));
        }
    }

    private static long lots(Member member) {
        return 1L + member.score();
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

    int atWorkNow() {
        return (int) members.stream().filter(m -> m.agent().isAtWork()).count();
    }

    /** The idle agents in the order of choice: all of the first list, then all of the second. */
    Collection<Member> choice(boolean second) {
        var first = idle.isEmpty() ? null : firstPlace();
        if (first == null) {
            return second ? List.of() : idle;
        }
        return second ? idle.headSet(first, false) : idle.tailSet(first, true);
    }

    /** Where in the configuration the choice begins; null for at the first of the order. */
    private @Nullable Member firstPlace() {
        if (lots != null) {
            return members.get(lots.draw(line.rules.choice().seed(), line.offersMade));
        }
        return line.rules.choice().method() == Method.ROUND_ROBIN
                ? new Member(this, idle.first().agent(), 0, line.lastPlace + 1, 0)
                : null;
    }

    /** How well the agent matches, or -1: not one who is asked, or lacks a skill. */
    int score(Agent agent) {
        return isAsked(agent) ? qualification.score(agent.levels()) : -1;
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
