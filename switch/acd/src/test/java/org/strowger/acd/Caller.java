package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;

/**
 * For the {@link Referee}: a caller as the events tell, and what the rules are for it now. How well
 * an agent matches is found once for each configuration and step of relaxation, and kept.
 */
final class Caller {

    private static final int NOT_FOUND = -2;

    final AcdEvent.CallQueued joined;
    final long joinedMicros;
    final long number;
    final Map<AgentId, Long> excludedUntil = new LinkedHashMap<>();
    final Map<AgentId, Integer> failures = new LinkedHashMap<>();
    int toldStep;
    static final List<String> REASONS_TO_LEAVE =
            List.of("no agents", "none ready", "waited too long");

    final List<OfferId> rings = new ArrayList<>();
    long ringsSince;
    boolean held;

    /** Answered, left, or refused. */
    boolean over;

    /** Why the queue had to refuse it at its joining; null when it had to take it. */
    @Nullable String barred;

    private final Referee court;
    private AcdConfig.@Nullable Queue queue;
    private int step;
    private int[] matches = {};
    private @Nullable List<Needs> terms;

    Caller(Referee court, AcdEvent.CallQueued joined, long number) {
        this.court = court;
        this.joined = joined;
        this.joinedMicros = court.now();
        this.number = number;
        configured();
    }

    /** There is a new configuration. */
    void configured() {
        queue = court.queue(joined.queue());
        step = -1;
        matches = new int[court.config().agents().size()];
        look();
    }

    /** Time has passed. */
    void look() {
        var rules = queue;
        int now = 0;
        if (rules != null) {
            for (var next : rules.relaxation()) {
                now += court.now() - joinedMicros >= next.afterMicros() ? 1 : 0;
            }
        }
        if (now != step) {
            step = now;
            terms = null;
            Arrays.fill(matches, NOT_FOUND);
        }
    }

    /** How many steps the caller has behind him. */
    int step() {
        return step;
    }

    private List<Relaxation> steps() {
        return Objects.requireNonNull(queue).relaxation().subList(0, step);
    }

    private boolean isAsked(AcdConfig.Agent agent) {
        return agent.queues().contains(joined.queue())
                || steps().stream()
                        .anyMatch(s ->
                                s.agents().contains(agent.id())
                                        || agent.queues().stream().anyMatch(s.queues()::contains));
    }

    int wanted() {
        var choice = Objects.requireNonNull(queue).choice();
        int more =
                switch (choice.method()) {
                    case RING_ALL -> choice.phones() - 1;
                    case RING_PROGRESSIVELY ->
                            rings.isEmpty()
                                    ? 0
                                    : (int) ((court.now() - ringsSince) / choice.nextMicros());
                    default -> 0;
                };
        return Math.min(choice.phones(), 1 + more);
    }

    boolean hadToLeave(String reason) {
        return rings.isEmpty() && REASONS_TO_LEAVE.contains(reason);
    }

    /** Is still there, though the longest wait of its queue is over and nobody is rung for it. */
    boolean hasOverstayed() {
        long longest = queue == null ? 0 : queue.stay().longestWaitMicros();
        return longest > 0 && rings.isEmpty() && court.now() >= joinedMicros + longest;
    }

    /**
     * Not taken, or let go: that was right.
     *
     * @param there others in the queue
     */
    void refused(String reason, long there) {
        boolean right =
                switch (reason) {
                    case "unknown queue", "queue removed" -> queue == null;
                    case "queue full" ->
                            queue != null && !comesBack() && there >= queue.maxWaiting();
                    case "closed" -> !comesBack() && court.isClosed(joined.queue());
                    default -> queue != null && mayLeave(queue.stay(), reason);
                };
        assertTrue(right, () -> joined.call() + " refused: " + reason);
    }

    /** The queue has a rule for it, and it was time. */
    private boolean mayLeave(Stay stay, String reason) {
        long waited = court.now() - joinedMicros;
        return switch (reason) {
            case "too long" -> stay.longestEstimateMicros() > 0 && !comesBack();
            case "waited too long" ->
                    stay.longestWaitMicros() > 0 && waited >= stay.longestWaitMicros();
            case "no agents", "none ready" ->
                    (stay.joins() != Stay.Staff.NOBODY && !comesBack())
                            || stay.stays() != Stay.Staff.NOBODY;
            default -> false;
        };
    }

    /** The queue has to take such a caller. */
    boolean comesBack() {
        return joined.sinceMicros() != 0 || joined.priority() >= AcdEvent.CallQueued.AT_THE_HEAD;
    }

    /** Nobody is held for who is not there. */
    void goneHome(AgentId agent) {
        var preferred = joined.preferred();
        held &= preferred != null && !preferred.agent().equals(agent);
    }

    boolean suits(Worker agent) {
        var preferred = joined.preferred();
        boolean holds =
                held
                        && preferred != null
                        && court.now() < joinedMicros + preferred.holdMicros()
                        && !preferred.agent().equals(agent.id);
        return !holds && match(agent) >= 0;
    }

    /** In millionths of a point, at this moment. */
    long score() {
        var rules = Objects.requireNonNull(queue);
        long points = (long) joined.priority() + rules.weight();
        for (var tier : court.config().order().tiers()) {
            points += tier.name().equals(joined.tier()) ? tier.points() : 0;
        }
        long since = joined.sinceMicros() == 0 ? joinedMicros : joined.sinceMicros();
        long waited = court.now() - since;
        long due = court.config().order().objectiveFirst() ? rules.objectiveMicros() : 0;
        return points * 1_000_000L + waited - due;
    }

    /** How well an agent who is configured matches, or -1: is not asked, or lacks a skill. */
    int match(Worker agent) {
        int found = matches[agent.place];
        if (found == NOT_FOUND) {
            found = match(Objects.requireNonNull(agent.rules));
            matches[agent.place] = found;
        }
        return found;
    }

    private int match(AcdConfig.Agent agent) {
        if (!isAsked(agent)) {
            return -1;
        }
        int sum = 0;
        for (var need : terms()) {
            int match = match(need, agent);
            if (match < 0) {
                return -1;
            }
            sum += match;
        }
        return sum;
    }

    /** How well, or -1. */
    private static int match(Needs need, AcdConfig.Agent agent) {
        return switch (need) {
            case Needs.Skilled(var skill) ->
                    level(agent, skill.name()) >= skill.level() ? level(agent, skill.name()) : -1;
            case Needs.Not(var contrary) -> match(contrary, agent) < 0 ? 0 : -1;
            case Needs.All(var parts) ->
                    parts.stream().anyMatch(p -> match(p, agent) < 0)
                            ? -1
                            : parts.stream().mapToInt(p -> match(p, agent)).sum();
            case Needs.Any(var parts) ->
                    parts.stream().mapToInt(p -> match(p, agent)).max().orElse(-1);
        };
    }

    private List<Needs> terms() {
        var found = terms;
        if (found == null) {
            found = termsNow();
            terms = found;
        }
        return found;
    }

    /** What is asked for now, each as it stands in queue or call; a skill once, if it is bare. */
    private List<Needs> termsNow() {
        var ofQueue = Objects.requireNonNull(queue).needs();
        var ofCall = joined.needs();
        for (var behind : steps()) {
            ofQueue = eased(behind.needs() == null ? ofQueue : behind.needs(), behind);
            ofCall = eased(ofCall, behind);
        }
        var bare = new LinkedHashMap<String, Integer>();
        var others = new ArrayList<Needs>();
        for (var need : List.of(ofQueue, ofCall)) {
            for (var part : need instanceof Needs.All(var parts) ? parts : List.of(need)) {
                if (part instanceof Needs.Skilled(var skill)) {
                    bare.merge(skill.name(), skill.level(), Math::max);
                } else if (!others.contains(part)) {
                    others.add(part);
                }
            }
        }
        bare.forEach((name, level) -> others.add(new Needs.Skilled(new Skill(name, level))));
        return others;
    }

    private static Needs eased(Needs needs, Relaxation step) {
        return needs.relaxed(step.lower(), step.drop());
    }

    static int level(AcdConfig.Agent agent, String skill) {
        int level = 0;
        for (var has : agent.skills()) {
            level = has.name().equals(skill) ? Math.max(level, has.level()) : level;
        }
        return level;
    }

    AcdConfig.@Nullable Queue queue() {
        return queue;
    }
}
