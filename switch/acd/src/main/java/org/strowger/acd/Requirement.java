package org.strowger.acd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
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
     */
    record Key(QueueId queue, Needs needs, int step) {}

    /**
     * An agent who meets a requirement.
     *
     * @param score how well
     */
    record Member(Requirement requirement, Agent agent, int score) {

        /** The best match first, among equals the longest idle, then as configured. */
        static final Comparator<Member> ORDER =
                Comparator.comparingInt(Member::score)
                        .reversed()
                        .thenComparingLong(m -> m.agent.idleSinceMicros)
                        .thenComparingInt(m -> m.agent.order());
    }

    final Key key;

    /** Of queue and call, as they are now. */
    final Needs needs;

    final TreeSet<WaitingCall> waiting = new TreeSet<>(WaitingCall.ORDER);
    final TreeSet<Member> idle = new TreeSet<>(Member.ORDER);

    /** Everybody who meets it. */
    final List<Member> members = new ArrayList<>();

    /** How many known calls ask for it; without any it may be dropped. */
    int calls;

    /** Somebody joined since the last matching: a pair is possible. */
    boolean changed;

    /** Of a configuration that is in force no more. */
    boolean stale;

    private final List<QueueId> queues = new ArrayList<>();
    private final List<AgentId> agents = new ArrayList<>();
    private final Qualification qualification;

    Requirement(Key key, AcdConfig.Queue rules, SkillTable table) {
        this.key = key;
        this.needs = relax(rules);
        this.qualification = new Qualification(needs, table);
    }

    /** How well the agent matches, or -1: not one who is asked, or lacks a skill. */
    int score(Agent agent) {
        return isAsked(agent) ? qualification.score(agent.levels()) : -1;
    }

    /** Those of these agents who are asked at all. */
    SequencedSet<Agent> asked(AgentIndex all) {
        var asked = new LinkedHashSet<Agent>();
        queues.forEach(queue -> asked.addAll(all.serving(queue)));
        agents.stream().map(all::find).forEach(asked::addAll);
        return asked;
    }

    private boolean isAsked(Agent agent) {
        return queues.stream().anyMatch(agent::serves) || agents.contains(agent.id);
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
