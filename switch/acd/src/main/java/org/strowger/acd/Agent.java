package org.strowger.acd;

import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/**
 * One agent, as the distributor keeps it. {@link Agents} alone writes here, but for the list of
 * requirements, which is the {@link Matcher}'s.
 *
 * <p>What the agent wants and what the phone does are kept apart from the state that is shown: the
 * state follows from them as soon as no offer, talk or wrap-up is in the way. That is all there is
 * to a break that is asked for during a call.
 */
final class Agent {

    /** Why an agent is not ready whose phone has died in a call. */
    static final String PHONE_LOST = "phone lost";

    final AgentId id;
    AgentState state = new AgentState.LoggedOut();

    boolean loggedIn;

    /** Went home by the agent's own wish: a phone that comes back does not log in. */
    boolean staysOut;

    @Nullable String notReadyReason;

    /** In a call that the distributor did not give. */
    boolean phoneBusy;

    boolean reachable;

    /** The configuration names the agent no more; forgotten when the last call is over. */
    boolean removed;

    /** The offer that rings or is talked on, until its last word. */
    @Nullable OpenOffer offer;

    Deadlines.@Nullable Deadline wrapUp;

    /** When the occupancy of an agent who is ready is measured again. */
    Deadlines.@Nullable Deadline measuring;

    /** Since when the agent is ready, if so. */
    long readySinceMicros;

    /** Changes only while not listed: the idle agents are ordered by it. */
    long idleSinceMicros;

    /** Offers missed in a row. */
    int misses;

    /** Stands among the idle agents of every requirement it meets. */
    boolean listed;

    /** The only place where it stands, during the matching in which it came. */
    @Nullable Requirement listedAs;

    private List<QueueId> queues = List.of();
    private boolean readyWhenReachable;

    /** Whose call is being wrapped up, and how long it was talked about. */
    private @Nullable Line handledFor;

    private long talkedMicros;

    private int order;
    final Work work = new Work();
    private int[] levels = {};
    private int allLevels;

    /** The numbers of the requirements that the agent meets, and how well. */
    private int[] kinds = {};

    private int[] matches = {};
    private int met;

    Agent(AcdConfig.Agent rules) {
        this.id = rules.id();
    }

    /**
     * @param newOrder the place in the configuration, which decides between equals
     */
    void configure(AcdConfig.Agent newRules, int newOrder, SkillTable table) {
        queues = newRules.queues();
        readyWhenReachable = newRules.readyWhenReachable();
        order = newOrder;
        levels = table.levels(newRules.skills());
        allLevels = SkillTable.sum(levels);
    }

    int order() {
        return order;
    }

    boolean readyWhenReachable() {
        return readyWhenReachable;
    }

    boolean serves(QueueId queue) {
        return queues.contains(queue);
    }

    List<QueueId> queues() {
        return queues;
    }

    /** Thousands serve the same queues: each name is kept once. */
    void shareNames(SequencedMap<QueueId, QueueId> names) {
        queues = queues.stream().map(queue -> names.getOrDefault(queue, queue)).toList();
    }

    /** The sum of them. */
    int allLevels() {
        return allLevels;
    }

    /** By the {@link SkillTable} of the configuration. */
    int[] levels() {
        return levels;
    }

    @Nullable Line handledFor() {
        return handledFor;
    }

    long talkedMicros() {
        return talkedMicros;
    }

    // ---- the requirements that the agent meets, in no order ----

    int kinds() {
        return met;
    }

    /** Its number. */
    int kind(int i) {
        return kinds[i];
    }

    /** How well the agent meets it. */
    int match(int i) {
        return matches[i];
    }

    void addKind(int number, int match) {
        if (met == kinds.length) {
            kinds = Arrays.copyOf(kinds, met + met / 2 + 4);
            matches = Arrays.copyOf(matches, kinds.length);
        }
        kinds[met] = number;
        matches[met++] = match;
    }

    void removeKind(int number) {
        for (int i = met - 1; i >= 0; i--) {
            if (kinds[i] == number) {
                kinds[i] = kinds[--met];
                matches[i] = matches[met];
                return;
            }
        }
    }

    void forgetKinds() {
        met = 0;
    }

    // ---- what follows from the rest ----

    /** Takes calls, this one or the next: is not on a break, and will not be after the call. */
    boolean isAtWork() {
        return isThere() && notReadyReason == null;
    }

    /** Is logged in, and the phone is there. */
    boolean isThere() {
        return loggedIn && reachable && !removed;
    }

    /** A conversation is over; the wrap-up, when there is one, still counts. */
    void talked(Line line, long micros) {
        handledFor = line;
        talkedMicros = micros;
    }

    /** The state that ends now: with it perhaps the handling of a call. */
    void comesTo(AgentState next, long nowMicros) {
        var line = handledFor;
        if (line != null && !(next instanceof AgentState.WrapUp)) {
            long wrappedUp =
                    state instanceof AgentState.WrapUp(var since, _) ? nowMicros - since : 0;
            line.pace.handled(talkedMicros + wrappedUp);
            handledFor = null;
        }
    }

    /** Would take a call now. */
    boolean isIdle() {
        return reachable && !removed && state instanceof AgentState.Ready;
    }

    /** Whether there is no wrap-up, as nobody is there. */
    boolean isLost() {
        return PHONE_LOST.equals(notReadyReason);
    }

    /** The state when no offer, talk or wrap-up is in the way. */
    AgentState resting(long nowMicros) {
        if (!loggedIn || removed) {
            return new AgentState.LoggedOut();
        }
        var reason = notReadyReason;
        if (reason != null) {
            return state instanceof AgentState.NotReady(var same, _) && same.equals(reason)
                    ? state
                    : new AgentState.NotReady(reason, nowMicros);
        }
        if (phoneBusy) {
            return state instanceof AgentState.Busy
                    ? state
                    : new AgentState.Busy(nowMicros, idleSinceMicros);
        }
        return new AgentState.Ready(idleSinceMicros);
    }
}
