package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import org.strowger.acd.OpenOffer.Withdrawal;

/**
 * Decides who talks to whom: the state of every queue, waiting call, agent and offer, and the rules
 * by which they change.
 *
 * <p>Pure. {@link #handle} takes one event and returns what is to be done and known; the same
 * events always give the same commands. All of an event takes effect first, then the waiting calls
 * and the idle agents are matched: so after each event no waiting call is left that an idle agent
 * may be offered. The first pair is the call that is served first of all that an idle agent can
 * serve, with the best agent for it.
 *
 * <p>Owned by one thread; nothing here may be read by another.
 */
public final class Distributor {

    private final List<AcdCommand> commands = new ArrayList<>();
    final Deadlines deadlines = new Deadlines();
    final Agents agents = new Agents(deadlines, commands);
    private final Matcher matcher = agents.matcher();
    private final Explanations explanations = new Explanations(commands);
    final Queues queues = new Queues(matcher, deadlines, commands, explanations);
    final Offers offers = new Offers(agents, queues, deadlines, commands, explanations);
    AcdConfig config = new AcdConfig(List.of(), List.of());
    long nowMicros = Long.MIN_VALUE;
    long ignored;

    /**
     * Handles one event; whatever it says, as long as it is well formed, it is no error.
     *
     * @return what follows, in order; should a defect make this method throw, what had been decided
     *     before comes with the next event
     */
    public List<AcdCommand> handle(AcdEvent event) {
        nowMicros = Math.max(nowMicros, event.atMicros());
        deadlines.run(nowMicros);
        apply(event);
        match();
        explanations.eventOver(nowMicros);
        if (event instanceof AcdEvent.SnapshotWanted(_, var request)) {
            commands.add(new AcdCommand.Snapshot(request, agents.views(), queues.views()));
        } else if (event instanceof AcdEvent.QueueWanted wanted) {
            queues.show(wanted, nowMicros);
        }
        var done = List.copyOf(commands);
        commands.clear();
        return done;
    }

    /** Events about unknown calls, agents or offers, and calls queued twice. */
    public long ignoredEvents() {
        return ignored;
    }

    /** Calls in queues, offers in flight, and talks; zero at rest. */
    public int entries() {
        return queues.size() + offers.size();
    }

    /** How many agents are in each state and calls in each queue; one pass over both. */
    public AcdCensus census() {
        return agents.census(queues.census());
    }

    /** How callers wait, queue by queue; a look at every agent of every queue. Changes nothing. */
    public List<WaitFigures> waits() {
        return queues.figures();
    }

    /**
     * How many waiting calls could be offered to an idle agent and are not: the watchdog on this
     * class itself. Always zero. Found the long way, in calls times idle agents, on purpose.
     */
    public int idleAndWaiting() {
        var idle = agents.all().stream().filter(Agent::isIdle).toList();
        int left = 0;
        for (var call : queues.calls()) {
            if (idle.stream().anyMatch(a -> Matcher.mayOffer(call, a))) {
                left++;
            }
        }
        return left;
    }

    private void apply(AcdEvent event) {
        boolean known =
                switch (event) {
                    case AcdEvent.Configured(_, _, var config) -> configure(config);
                    case AcdEvent.CallQueued queued -> queues.join(queued, nowMicros);
                    case AcdEvent.CallLeft left -> leave(left);
                    case AcdEvent.PlaceWanted(_, var call) -> queues.tellPlace(call);
                    case AcdEvent.FromAgent agent -> apply(agent);
                    case AcdEvent.QueueOpened(_, var queue, var open) -> queues.open(queue, open);
                    case AcdEvent.FromOffer offer -> offers.answer(offer, nowMicros);
                    case AcdEvent.Tick _, AcdEvent.SnapshotWanted _, AcdEvent.QueueWanted _ -> true;
                };
        if (!known) {
            ignored++;
        }
    }

    private boolean configure(AcdConfig newConfig) {
        config = newConfig;
        var removed = agents.configure(config, nowMicros);
        queues.configure(config, nowMicros);
        agents.listAll();
        for (var agent : removed) {
            offers.withdraw(agent.offer, Withdrawal.AGENT_GONE, nowMicros);
            agents.remove(agent, nowMicros);
        }
        return true;
    }

    private boolean leave(AcdEvent.CallLeft event) {
        var call = queues.find(event.call());
        if (call == null) {
            return false;
        }
        queues.remove(call);
        explanations.tell(call, new Why.Left(), nowMicros);
        offers.withdrawAll(call, Withdrawal.CALLER_GONE, nowMicros);
        return true;
    }

    private boolean apply(AcdEvent.FromAgent event) {
        var agent = agents.find(event.agent());
        if (agent == null) {
            return false;
        }
        switch (event) {
            case AcdEvent.AgentReachable(_, _, var reachable) ->
                    agents.reachable(agent, reachable, nowMicros);
            case AcdEvent.AgentLoggedIn _ -> agents.logIn(agent, nowMicros);
            case AcdEvent.AgentLoggedOut _ -> {
                offers.withdraw(agent.offer, Withdrawal.AGENT_GONE, nowMicros);
                agents.logOut(agent, nowMicros);
                queues.endHolds(agent.id, nowMicros);
            }
            case AcdEvent.AgentReady _ -> agents.ready(agent, nowMicros);
            case AcdEvent.AgentNotReady(_, _, var reason) ->
                    agents.notReady(agent, reason, nowMicros);
            case AcdEvent.AgentLost _ -> {
                offers.agentLost(agent, nowMicros);
                agents.notReady(agent, Agent.PHONE_LOST, nowMicros);
            }
            case AcdEvent.WrapUpExtended(_, _, var more, var most) ->
                    agents.extendWrapUp(agent, more, most, nowMicros);
            case AcdEvent.WrapUpEnded _ -> agents.endWrapUp(agent, nowMicros);
            case AcdEvent.AgentBusy _ -> agents.busy(agent, true, nowMicros);
            case AcdEvent.AgentFree _ -> agents.busy(agent, false, nowMicros);
        }
        return true;
    }

    private void match() {
        matcher.start();
        for (var pair = matcher.next(); pair != null; pair = matcher.next()) {
            offers.offer(pair, nowMicros);
            matcher.again(pair.call());
        }
        matcher.end();
    }
}
