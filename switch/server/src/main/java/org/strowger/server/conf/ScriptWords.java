package org.strowger.server.conf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.strowger.acd.MalformedNeeds;
import org.strowger.acd.Needs;
import org.strowger.acd.Order;
import org.strowger.acd.Skill;
import org.strowger.ivr.QueueWords;

/**
 * What the operator's agents and queues are called, for scripts. A skill is known when an agent has
 * it, at whatever level: a misspelt one would leave callers waiting for nobody. Where no agent has
 * any skill yet, all are taken as known.
 */
public final class ScriptWords implements QueueWords {

    private final SequencedSet<String> skills = new LinkedHashSet<>();
    private final SequencedSet<String> tiers = new LinkedHashSet<>();
    private final SequencedSet<String> callbacks = new LinkedHashSet<>();
    private final SequencedSet<String> agents = new LinkedHashSet<>();

    /** Of one configuration. */
    public ScriptWords(SwitchConf conf) {
        conf.order().tiers().stream().map(Order.Tier::name).forEach(tiers::add);
        for (var queue : conf.queues()) {
            if (queue.service().callback() != null) {
                callbacks.add(queue.id());
            }
        }
        for (var agent : conf.agents()) {
            agents.add(agent.id());
            skills.addAll(agent.skills().keySet());
        }
    }

    @Override
    public Optional<Mistake> mistake(String needs) {
        return mistake(needs, skills);
    }

    @Override
    public Set<String> tiers() {
        return tiers;
    }

    @Override
    public Set<String> callbacks() {
        return callbacks;
    }

    @Override
    public Set<String> agents() {
        return agents;
    }

    /** What is wrong with an expression, where there are these skills. */
    static Optional<Mistake> mistake(String needs, SequencedSet<String> skills) {
        var named = new ArrayList<String>();
        try {
            Needs.parse(needs).skills(named::add);
        } catch (MalformedNeeds malformed) {
            var problem = String.valueOf(malformed.getMessage());
            return Optional.of(new Mistake(malformed.offset(), problem));
        }
        return named.stream()
                .filter(skill -> isUnknown(skill, skills))
                .findFirst()
                .map(skill -> new Mistake(position(needs, skill), noSuchSkill(skill, skills)));
    }

    static boolean isUnknown(String skill, Set<String> skills) {
        return !skills.isEmpty() && !skills.contains(skill);
    }

    static String noSuchSkill(String name, Set<String> skills) {
        return "no agent has the skill \"%s\"; there are %s"
                .formatted(name, String.join(", ", skills));
    }

    private static int position(String text, String skill) {
        int at = text.indexOf(skill);
        while (at >= 0 && !isWord(text, at, at + skill.length())) {
            at = text.indexOf(skill, at + 1);
        }
        return Math.max(0, at);
    }

    private static boolean isWord(String text, int from, int to) {
        return !isPartOfName(text, from - 1) && !isPartOfName(text, to);
    }

    private static boolean isPartOfName(String text, int at) {
        return at >= 0 && at < text.length() && Skill.isName("x" + text.charAt(at));
    }
}
