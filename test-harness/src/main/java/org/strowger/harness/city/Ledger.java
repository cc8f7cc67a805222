package org.strowger.harness.city;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.OfferId;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;
import org.strowger.harness.city.Desk.Pause;

/**
 * The rules of the distributor once more, kept from nothing but what goes in and what comes out:
 * who waits, who is free, who is being rung. Every event and command is judged as it passes.
 */
final class Ledger {

    /** An offer rings no longer than its queue allows, and a little. */
    private static final long OFFER_SLACK = 300_000;

    /** So long call control may take to get an agent's phone back: its last transaction. */
    private static final long WITHDRAWAL_LIMIT = 100 * Street.SECOND;

    /** A caller in a queue. */
    static final class Waiter {
        final CallId call;
        final QueueId queue;
        final long order;
        final long number;
        final Map<AgentId, Long> pausedUntil = new LinkedHashMap<>();
        final Map<AgentId, Integer> failures = new LinkedHashMap<>();
        boolean offered;

        Waiter(CallId call, QueueId queue, long order, long number) {
            this.call = call;
            this.queue = queue;
            this.order = order;
            this.number = number;
        }
    }

    /** An offer that rings, or is talked on. */
    private static final class Open {
        final OfferId id;
        final Desk desk;
        final Waiter waiter;
        final AcdConfig.Queue queue;
        final long sinceMicros;
        @Nullable String withdrawn;
        long withdrawnMicros;
        boolean talking;

        Open(OfferId id, Desk desk, Waiter waiter, AcdConfig.Queue queue, long sinceMicros) {
            this.id = id;
            this.desk = desk;
            this.waiter = waiter;
            this.queue = queue;
            this.sinceMicros = sinceMicros;
        }
    }

    private final Truth.Complaints complaints;
    private final Map<QueueId, AcdConfig.Queue> queues = new LinkedHashMap<>();
    private final Map<AgentId, Desk> desks = new LinkedHashMap<>();
    private final Map<CallId, Waiter> waiting = new LinkedHashMap<>();
    private final Map<OfferId, Open> open = new LinkedHashMap<>();
    private long nowMicros;
    private long lastTickMicros;
    private long numbers;
    private long offers;

    Ledger(Truth.Complaints complaints, AcdConfig config) {
        this.complaints = complaints;
        config.queues().forEach(queue -> queues.put(queue.id(), queue));
        int order = 0;
        for (var agent : config.agents()) {
            desks.put(agent.id(), new Desk(agent, order++));
        }
    }

    /** Offers so far. */
    long offers() {
        return offers;
    }

    /** Callers in queues, and offers that ring or are talked on; the distributor's own figure. */
    int entries() {
        int waitersOnly = waiting.size();
        return waitersOnly + open.size();
    }

    /** Whether somebody waits, and somebody could be rung for some call. */
    boolean mayBeAPair() {
        return waiting.values().stream().anyMatch(waiter -> !waiter.offered)
                && desks.values().stream().anyMatch(desk -> desk.isFree(nowMicros));
    }

    /** How many pairs there are to look at, if each caller is compared with each agent. */
    long pairs() {
        return (long) waiting.size() * desks.size();
    }

    /** When the distributor last heard what time it is. */
    long lastTickMicros() {
        return lastTickMicros;
    }

    /** An event, as the distributor is about to see it. */
    void sees(AcdEvent event) {
        nowMicros = Math.max(nowMicros, event.atMicros());
        switch (event) {
            case AcdEvent.CallQueued queued -> queued(queued);
            case AcdEvent.CallLeft(_, var call) -> waiting.remove(call);
            case AcdEvent.FromAgent agent -> {
                var desk = desks.get(agent.agent());
                if (desk != null) {
                    desk.sees(agent, nowMicros);
                }
            }
            case AcdEvent.FromOffer answer -> answered(answer);
            case AcdEvent.Tick(var at) -> lastTickMicros = at;
            case AcdEvent.Configured(var at, _, _) -> lastTickMicros = at;
            case AcdEvent.SnapshotWanted _,
                    AcdEvent.QueueOpened _,
                    AcdEvent.PlaceWanted _,
                    AcdEvent.QueueWanted _ -> {}
        }
    }

    private void queued(AcdEvent.CallQueued event) {
        var queue = queues.get(event.queue());
        if (queue == null || waiting.containsKey(event.call())) {
            complaints.raise("call " + event.call() + " was queued twice, or in no queue");
            return;
        }
        long points = (long) event.priority() + queue.weight();
        long order = nowMicros - points * Street.SECOND;
        waiting.put(event.call(), new Waiter(event.call(), event.queue(), order, numbers++));
    }

    private void answered(AcdEvent.FromOffer answer) {
        var offer = open.get(answer.offer());
        if (offer == null || offer.talking != answer instanceof AcdEvent.TalkEnded) {
            complaints.raise("an offer was answered once too often: " + answer);
            return;
        }
        if (answer instanceof AcdEvent.OfferAccepted) {
            offer.talking = true;
            offer.desk.misses = 0;
            waiting.remove(offer.waiter.call, offer.waiter);
            return;
        }
        open.remove(offer.id);
        offer.desk.busyWith = null;
        offer.waiter.offered = false;
        switch (answer) {
            case AcdEvent.TalkEnded _ -> offer.desk.wrapsUp(nowMicros, offer.queue.wrapUpMicros());
            case AcdEvent.OfferRefused _ -> missed(offer);
            case AcdEvent.OfferFailed _ -> Pause.FAILED.begin(offer.waiter, offer.desk, nowMicros);
            default -> withdrawn(offer);
        }
    }

    private void withdrawn(Open offer) {
        switch (offer.withdrawn) {
            case "no answer" -> missed(offer);
            case null -> Pause.FAILED.begin(offer.waiter, offer.desk, nowMicros);
            default -> {}
        }
    }

    private void missed(Open offer) {
        offer.desk.missed(offer.queue.ronaLimit());
        Pause.MISSED.begin(offer.waiter, offer.desk, nowMicros);
    }

    /** A command, as call control is about to get it. */
    void sees(AcdCommand command) {
        switch (command) {
            case AcdCommand.Offer offer -> offered(offer);
            case AcdCommand.WithdrawOffer(var id, var reason) -> taken(id, reason);
            case AcdCommand.QueueRefused(var call, var queue, _) -> refused(call, queue);
            case AcdCommand.AgentChanged _,
                    AcdCommand.Snapshot _,
                    AcdCommand.Place _,
                    AcdCommand.Shown _,
                    AcdCommand.Explained _ -> {}
        }
    }

    private void offered(AcdCommand.Offer offer) {
        offers++;
        var desk = desks.get(offer.agent());
        var waiter = waiting.get(offer.call());
        var queue = queues.get(offer.queue());
        if (desk == null || waiter == null || queue == null || open.containsKey(offer.offer())) {
            complaints.raise("an offer of nobody to nobody, or a second time: " + offer);
            return;
        }
        if (waiter.offered) {
            complaints.raise("call " + waiter.call + " is offered to two agents: " + offer);
        }
        var hindrance = desk.hindrance(waiter, queue, nowMicros);
        if (hindrance != null) {
            complaints.raise(offer + ", but " + hindrance);
        }
        fairness(waiter, desk, queue);
        waiter.offered = true;
        desk.busyWith = "the offer for call " + waiter.call;
        open.put(offer.offer(), new Open(offer.offer(), desk, waiter, queue, nowMicros));
    }

    /**
     * Nobody who is served before this caller could have had this agent; and no agent is better.
     */
    private void fairness(Waiter served, Desk chosen, AcdConfig.Queue queue) {
        for (var other : waiting.values()) {
            boolean before =
                    other.order < served.order
                            || (other.order == served.order && other.number < served.number);
            var theirs = queues.get(other.queue);
            if (before
                    && !other.offered
                    && theirs != null
                    && chosen.hindrance(other, theirs, nowMicros) == null) {
                complaints.raise(
                        "call %s got agent %s before call %s, which comes first"
                                .formatted(served.call, chosen.id(), other.call));
            }
        }
        for (var other : desks.values()) {
            if (other.isFree(nowMicros)
                    && other.isBetter(chosen, queue)
                    && other.hindrance(served, queue, nowMicros) == null) {
                complaints.raise(
                        "call %s got agent %s, but %s is the better choice"
                                .formatted(served.call, chosen.id(), other.id()));
            }
        }
    }

    private void taken(OfferId id, String reason) {
        var offer = open.get(id);
        if (offer == null || offer.withdrawn != null) {
            complaints.raise("offer " + id + " was taken back, but there was none to take");
        } else {
            offer.withdrawn = reason;
            offer.withdrawnMicros = nowMicros;
        }
    }

    private void refused(CallId call, QueueId id) {
        var queue = queues.get(id);
        var waiter = waiting.remove(call);
        long there = waiting.values().stream().filter(w -> w.queue.equals(id)).count();
        if (waiter == null || queue == null || there < queue.maxWaiting()) {
            complaints.raise("call " + call + " was refused by queue " + id + " with room in it");
        }
    }

    /** The rules that need a look at everything. */
    void checkAll() {
        for (var offer : open.values()) {
            long ringing = nowMicros - offer.sinceMicros;
            boolean tooLong =
                    offer.withdrawn == null
                            ? ringing > offer.queue.offerMicros() + OFFER_SLACK
                            : nowMicros - offer.withdrawnMicros > WITHDRAWAL_LIMIT;
            if (!offer.talking && tooLong) {
                complaints.raise(
                        "offer %s of call %s rings agent %s for too long"
                                .formatted(offer.id, offer.waiter.call, offer.desk.id()));
            }
        }
        nobodyWaitsForNothing();
    }

    private void nobodyWaitsForNothing() {
        var free = desks.values().stream().filter(desk -> desk.isFree(nowMicros)).toList();
        for (var waiter : waiting.values()) {
            var queue = queues.get(waiter.queue);
            for (var desk : free) {
                if (!waiter.offered
                        && queue != null
                        && desk.hindrance(waiter, queue, nowMicros) == null) {
                    complaints.raise(
                            "call %s waits while agent %s is free"
                                    .formatted(waiter.call, desk.id()));
                }
            }
        }
    }

    void complain(String what) {
        complaints.raise(what);
    }
}
