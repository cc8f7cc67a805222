package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/**
 * The rules a second time, as plainly as they can be said: lists, and a look at every caller and
 * every agent after each event. It knows of the distributor only what goes in and what comes out,
 * and follows agents, callers and offers by itself from the events.
 *
 * <p>After each event it checks: who was offered which call, all of them and in that order, with
 * score, match and the number of idle agents; that nobody else could have been offered one; the
 * state of every agent; the step of relaxation of every caller; that whoever was refused or let go
 * had to be, and whoever had to be was; that each offer was taken back when it was time, and not
 * before.
 */
final class Referee {

    /** An offer, as the commands tell, and until when it may ring. */
    private record Made(
            AcdCommand.Offer offer,
            Caller caller,
            Worker worker,
            AcdConfig.Queue rules,
            long until) {

        /** Whether there is a reason to take it back. */
        boolean isToEnd(long now) {
            return now >= until || caller.over || !worker.loggedIn;
        }
    }

    private final Map<CallId, Caller> callers = new LinkedHashMap<>();
    private final Map<AgentId, Worker> workers = new LinkedHashMap<>();
    private final Map<OfferId, Made> ringing = new LinkedHashMap<>();
    private final Map<OfferId, Made> talking = new LinkedHashMap<>();
    private final Map<OfferId, String> withdrawn = new LinkedHashMap<>();
    private final Map<QueueId, AcdConfig.Queue> queues = new LinkedHashMap<>();
    private final Set<QueueId> closed = new LinkedHashSet<>();
    private final List<Worker> staff = new ArrayList<>();
    private final Selection selection = new Selection(staff);
    private AcdConfig config = new AcdConfig(List.of(), List.of());
    private long nowMicros;
    private long numbers;

    AcdConfig config() {
        return config;
    }

    AcdConfig.@Nullable Queue queue(QueueId id) {
        return queues.get(id);
    }

    long now() {
        return nowMicros;
    }

    boolean isClosed(QueueId queue) {
        return closed.contains(queue);
    }

    /** Checks what the distributor made of the event. */
    void judge(AcdEvent event, List<AcdCommand> commands) {
        nowMicros = Math.max(nowMicros, event.atMicros());
        workers.values().forEach(worker -> worker.timeIs(nowMicros));
        callers.values().forEach(Caller::look);
        // Those of a deadline came before the event; for others it makes no difference.
        for (var command : commands) {
            if (command instanceof AcdCommand.WithdrawOffer(var offer, var reason)) {
                assertNull(withdrawn.put(offer, reason), "withdrawn twice");
            }
        }
        var gone = whoHadToLeave(commands);
        happens(event);
        for (var command : commands) {
            if (command instanceof AcdCommand.AgentChanged(var at, var agent, var state)) {
                worker(agent).times.changed(state, at);
                worker(agent).told = state;
            } else if (command instanceof AcdCommand.QueueRefused refused
                    && !gone.remove(refused)) {
                refused(refused);
            }
        }
        steps(commands);
        offers(event, commands);
        checkTakenBack(commands);
        staff.forEach(Worker::check);
        checkCallers(event);
        closed.removeIf(this::isForgotten);
    }

    // ---- what happens ----

    private void happens(AcdEvent event) {
        switch (event) {
            case AcdEvent.Configured(_, _, var next) -> configured(next);
            case AcdEvent.CallQueued queued -> queued(queued);
            case AcdEvent.CallLeft(_, var call) -> over(callers.remove(call));
            case AcdEvent.FromAgent agent -> {
                if (worker(agent.agent()).rules != null) {
                    worker(agent.agent()).happens(agent, nowMicros);
                    goneHome(agent);
                }
            }
            case AcdEvent.FromOffer answer -> answered(answer);
            case AcdEvent.QueueOpened(_, var queue, var open) when queues.containsKey(queue) -> {
                if (open) {
                    closed.remove(queue);
                } else {
                    closed.add(queue);
                }
            }
            default -> {}
        }
    }

    private void configured(AcdConfig next) {
        config = next;
        queues.clear();
        next.queues().forEach(queue -> queues.put(queue.id(), queue));
        selection.configured(queues);
        staff.clear();
        for (var rules : next.agents()) {
            var worker = worker(rules.id());
            worker.configured(rules, staff.size());
            staff.add(worker);
        }
        workers.values().removeIf(w -> !staff.contains(w) && w.offer == null);
        for (var worker : workers.values()) {
            if (!staff.contains(worker)) {
                worker.configured(null, 0);
            }
        }
        callers.values().forEach(Caller::configured);
    }

    private void queued(AcdEvent.CallQueued event) {
        if (callers.containsKey(event.call())) {
            return;
        }
        var caller = new Caller(this, event, numbers++);
        var queue = caller.queue();
        if (queue == null) {
            caller.barred = "unknown queue";
        } else if (closed.contains(event.queue()) && !caller.comesBack()) {
            caller.barred = "closed";
        } else if (inQueue(event.queue()) >= queue.maxWaiting() && !caller.comesBack()) {
            caller.barred = "queue full";
        }
        callers.put(event.call(), caller);
        if (queue == null) {
            return;
        }
        var preferred = event.preferred();
        caller.held =
                preferred != null
                        && preferred.holdMicros() > 0
                        && worker(preferred.agent()).loggedIn
                        && caller.suits(worker(preferred.agent()));
    }

    /** Nobody is held for who has logged out. */
    private void goneHome(AcdEvent.FromAgent event) {
        if (event instanceof AcdEvent.AgentLoggedOut out) {
            callers.values().forEach(caller -> caller.goneHome(out.agent()));
        }
    }

    private void over(@Nullable Caller caller) {
        if (caller != null) {
            caller.over = true;
        }
    }

    private Worker worker(AgentId agent) {
        return workers.computeIfAbsent(agent, Worker::new);
    }

    private void answered(AcdEvent.FromOffer answer) {
        if (answer instanceof AcdEvent.TalkEnded) {
            var talk = talking.remove(answer.offer());
            if (talk != null) {
                talk.worker.hangsUp(talk.rules.wrapUpMicros(), nowMicros);
            }
            return;
        }
        var made = ringing.remove(answer.offer());
        if (made == null) {
            return;
        }
        made.caller.rings.remove(answer.offer());
        if (answer instanceof AcdEvent.OfferAccepted) {
            talking.put(answer.offer(), made);
            made.worker.answers();
            if (!made.caller.over) {
                over(callers.remove(made.caller.joined.call()));
            }
            return;
        }
        made.worker.offer = null;
        made.caller.held = false;
        boolean missed =
                answer instanceof AcdEvent.OfferRefused
                        || (answer instanceof AcdEvent.OfferWithdrawn
                                && "no answer".equals(withdrawn.get(answer.offer())));
        if (missed) {
            made.worker.misses(made.rules.ronaLimit());
            made.caller.excludedUntil.put(made.worker.id, nowMicros + 30_000_000);
        } else if (answer instanceof AcdEvent.OfferFailed
                || !withdrawn.containsKey(answer.offer())) {
            failed(made.caller, made.worker.id);
        }
    }

    private void failed(Caller caller, AgentId agent) {
        long seconds = 2;
        for (int i = caller.failures.getOrDefault(agent, 0); i > 0; i--) {
            seconds = Math.min(60, seconds * 2);
        }
        caller.failures.merge(agent, 1, Integer::sum);
        caller.excludedUntil.put(agent, nowMicros + seconds * 1_000_000);
    }

    // ---- who leaves ----

    /** By a deadline, and so before the event. */
    private List<AcdCommand> whoHadToLeave(List<AcdCommand> commands) {
        var gone = new ArrayList<AcdCommand>(0);
        for (var command : commands) {
            if (command instanceof AcdCommand.QueueRefused refused && hadToLeave(refused)) {
                gone.add(command);
            }
        }
        gone.forEach(c -> refused((AcdCommand.QueueRefused) c));
        return gone;
    }

    private boolean hadToLeave(AcdCommand.QueueRefused refused) {
        var caller = callers.get(refused.call());
        return caller != null && caller.hadToLeave(refused.reason());
    }

    private void refused(AcdCommand.QueueRefused refused) {
        var caller = callers.remove(refused.call());
        assertNotNull(caller, "refused, but not in a queue");
        assertEquals(List.of(), caller.rings, "refused while an agent is rung");
        caller.over = true;
        caller.refused(refused.reason(), inQueue(caller.joined.queue()));
    }

    private int inQueue(QueueId queue) {
        int there = 0;
        for (var caller : callers.values()) {
            there += caller.joined.queue().equals(queue) ? 1 : 0;
        }
        return there;
    }

    private void checkCallers(AcdEvent event) {
        // A new longest wait of a queue is looked at when time passes.
        boolean sameRules = !(event instanceof AcdEvent.Configured);
        for (var caller : callers.values()) {
            assertNull(caller.barred, "taken into the queue all the same");
            if (sameRules && caller.hasOverstayed()) {
                throw new AssertionError(caller.joined + " has waited too long");
            }
        }
    }

    /** Nobody is left of a queue that is configured no more. */
    private boolean isForgotten(QueueId queue) {
        return !queues.containsKey(queue) && inQueue(queue) == 0;
    }

    // ---- offers ----

    /** Made are those that the rules want, in their order, and no others. */
    private void offers(AcdEvent event, List<AcdCommand> commands) {
        for (var command : commands) {
            if (command instanceof AcdCommand.Offer offer) {
                var pair = selection.best(callers.values(), nowMicros);
                assertNotNull(pair, () -> "nothing was to be offered after " + event);
                assertEquals(
                        pair.caller().joined.call() + "-" + pair.worker().id,
                        offer.call() + "-" + offer.agent(),
                        () -> "offer after " + event);
                explained(pair, commands, offer);
                offered(pair, offer);
            }
        }
        var left = selection.best(callers.values(), nowMicros);
        if (left != null) {
            throw new AssertionError(
                    left.caller().joined + " was to be offered to " + left.worker().id);
        }
    }

    private void offered(Selection.Pair pair, AcdCommand.Offer offer) {
        var caller = pair.caller();
        var rules = queues.get(caller.joined.queue());
        assertNotNull(rules, "a queue that is not configured");
        if (caller.rings.isEmpty()) {
            caller.ringsSince = nowMicros;
        }
        caller.rings.add(offer.offer());
        selection.offered(pair);
        pair.worker().offer = offer.offer();
        long until = nowMicros + rules.offerMicros();
        ringing.put(offer.offer(), new Made(offer, caller, pair.worker(), rules, until));
    }

    /** With the reason for it, and the figures of this moment. */
    private void explained(Selection.Pair pair, List<AcdCommand> commands, AcdCommand.Offer offer) {
        int told = 0;
        for (var command : commands) {
            if (command instanceof AcdCommand.Explained(_, _, _, var score, Why.Offered why)
                    && why.offer().equals(offer.offer())) {
                told++;
                assertEquals(pair.caller().score(), score, "score of an offer");
                assertEquals(pair.caller().match(pair.worker()), why.match(), "match of an offer");
                assertEquals(selection.idle(pair.caller()), why.idle(), "idle agents who will do");
                assertEquals(offer.agent(), why.agent());
            }
        }
        assertEquals(1, told, "reasons of an offer");
    }

    /** In time, once there is a reason, and not without one. */
    private void checkTakenBack(List<AcdCommand> commands) {
        for (var command : commands) {
            if (command instanceof AcdCommand.WithdrawOffer(var offer, _)) {
                var made = ringing.get(offer);
                assertTrue(
                        made == null || made.isToEnd(nowMicros), () -> offer + " was taken back");
            }
        }
        for (var made : ringing.values()) {
            if (made.isToEnd(nowMicros) && !withdrawn.containsKey(made.offer.offer())) {
                throw new AssertionError(made.offer + " was not taken back");
            }
        }
    }

    /** Each step is told, in each event once, as the last that it led to. */
    private void steps(List<AcdCommand> commands) {
        for (var command : commands) {
            if (command
                    instanceof
                    AcdCommand.Explained(_, var call, _, _, Why.Relaxed(var step, _, _))) {
                var caller = callers.get(call);
                if (caller != null) {
                    caller.toldStep = step;
                }
            }
        }
        for (var caller : callers.values()) {
            if (caller.queue() != null && caller.step() != caller.toldStep) {
                assertEquals(caller.step(), caller.toldStep, "step in force");
            }
        }
    }

    // ---- totals ----

    /** Callers in queues, offers in flight, and talks. */
    int entries() {
        return callers.size() + ringing.size() + talking.size();
    }

    /** All are counted rightly. */
    void check(AcdCensus census) {
        Tally.check(census, workers.values(), callers.values());
    }
}
