package org.strowger.call;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AcdPort;
import org.strowger.acd.Needs;
import org.strowger.acd.OfferId;
import org.strowger.acd.WaitEstimate;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.Clock;
import org.strowger.base.QueueId;
import org.strowger.ivr.QueueRequest;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;

/**
 * Call control's side of the distributor: tells it what calls and phones do, and does what it
 * commands. Knows which phones are in a call, because no offer may meet one that is.
 */
final class Distribution implements Reconciler.Legs {

    private static final String DO_NOT_DISTURB = "do-not-disturb";

    private final AcdOutbox outbox;
    private final Clock clock;
    private final Map<CallId, Call> queued = new HashMap<>();
    private final Map<OfferId, AgentOffer> offers = new HashMap<>();
    private final Map<AgentId, OfferId> offered = new HashMap<>();
    private final Map<String, Integer> phonesInCalls = new HashMap<>();
    private final Map<Long, Consumer<AcdCommand.Snapshot>> askers = new HashMap<>();
    private final Map<Long, Consumer<AcdCommand.Shown>> curious = new HashMap<>();
    private final Set<String> notToDisturb = new HashSet<>();
    private final Set<String> onBreak = new HashSet<>();

    /** As scripts write them: as many as the scripts have, which were checked. */
    private final Map<String, Needs> needs = new HashMap<>();

    private final Returns returns = new Returns();
    private final Reconciler reconciler = new Reconciler(this, this::publish);
    private long lastRequest;

    Distribution(AcdPort port, Clock clock) {
        this.outbox = new AcdOutbox(port);
        this.clock = clock;
    }

    void publish(AcdEvent event) {
        outbox.publish(event);
    }

    void configure(String hash, AcdConfig config) {
        publish(new AcdEvent.Configured(clock.nowMicros(), hash, config));
    }

    /** Time passes; sends on what found no room on the ring, too. */
    void tick() {
        publish(new AcdEvent.Tick(clock.nowMicros()));
        reconciler.tick(clock.nowMicros());
    }

    /** How agents stand with the distributor, and which legs live. */
    Reconciler reconciler() {
        return reconciler;
    }

    @Override
    public boolean lives(OfferId offer) {
        return offers.containsKey(offer);
    }

    @Override
    public boolean inCall(AgentId agent) {
        return offered.containsKey(agent) || phonesInCalls.containsKey(agent.value());
    }

    /** Events that found no room on the ring. */
    int backlog() {
        return outbox.size();
    }

    /** Calls and offers that the distributor still owes or is owed something for. */
    int entries() {
        return queued.size() + offers.size() + outbox.size();
    }

    /** Asks what the calls of a queue wait for. */
    void show(String queue, Consumer<AcdCommand.Shown> asker) {
        curious.put(++lastRequest, asker);
        publish(new AcdEvent.QueueWanted(clock.nowMicros(), lastRequest, new QueueId(queue)));
    }

    void snapshot(Consumer<AcdCommand.Snapshot> asker) {
        askers.put(++lastRequest, asker);
        publish(new AcdEvent.SnapshotWanted(clock.nowMicros(), lastRequest));
    }

    // ---- what calls do ----

    /**
     * A call joins a queue.
     *
     * @param priority in place of the one that is asked for
     * @param sinceMicros when the waiting began that counts for the place; 0 for now
     */
    void enqueue(Call call, QueueId queue, int priority, QueueRequest asked, long sinceMicros) {
        queued.put(call.id(), call);
        publish(
                new AcdEvent.CallQueued(
                        clock.nowMicros(),
                        call.id(),
                        queue,
                        priority,
                        needs.computeIfAbsent(asked.needs(), Needs::parse),
                        asked.tier(),
                        preferred(asked),
                        sinceMicros));
    }

    /** Those who hung up while they waited. */
    Returns returns() {
        return returns;
    }

    private static AcdEvent.@Nullable Preferred preferred(QueueRequest asked) {
        return asked.preferred().isEmpty()
                ? null
                : new AcdEvent.Preferred(new AgentId(asked.preferred()), asked.holdMicros());
    }

    /** Whoever has this place leaves it. */
    void left(CallId place) {
        if (queued.remove(place) != null) {
            publish(new AcdEvent.CallLeft(clock.nowMicros(), place));
        }
    }

    /** Another call stands in this place from now on, as far in front as it was. */
    void takeOver(CallId place, Call other) {
        queued.replace(place, other);
    }

    void accepted(AgentOffer offer) {
        queued.remove(offer.place());
        publish(new AcdEvent.OfferAccepted(clock.nowMicros(), offer.id()));
    }

    /** The offer's leg has ended; {@code outcome} is the answer, or the end of the conversation. */
    void offerOver(AgentOffer offer, AcdEvent outcome) {
        offers.remove(offer.id());
        offered.remove(offer.agent(), offer.id());
        publish(outcome);
    }

    /** Asks where a call stands; {@link QueuePlace#stands} is told. */
    void askPlace(CallId place) {
        publish(new AcdEvent.PlaceWanted(clock.nowMicros(), place));
    }

    // ---- what phones and agents do ----

    void reachable(String user, boolean reachable) {
        publish(new AcdEvent.AgentReachable(clock.nowMicros(), new AgentId(user), reachable));
        pauseIfWanted(user); // Who registers may become ready by that.
    }

    /** The distributor offers nothing to who is not to be disturbed, whatever he dials. */
    void doNotDisturb(String user, boolean wanted) {
        if (wanted) {
            notToDisturb.add(user);
            pauseIfWanted(user);
        } else if (notToDisturb.remove(user)) {
            boolean stays = onBreak.contains(user);
            agentWants(user, stays ? Destination.Feature.BREAK : Destination.Feature.READY);
        }
    }

    private void pauseIfWanted(String user) {
        if (notToDisturb.contains(user)) {
            var agent = new AgentId(user);
            publish(new AcdEvent.AgentNotReady(clock.nowMicros(), agent, DO_NOT_DISTURB));
        }
    }

    /** The agent's phone has died in a call; comes before the end of the conversation. */
    void phoneLost(AgentId agent) {
        publish(new AcdEvent.AgentLost(clock.nowMicros(), agent));
    }

    void phoneBusy(String user) {
        if (phonesInCalls.merge(user, 1, Integer::sum) == 1) {
            publish(new AcdEvent.AgentBusy(clock.nowMicros(), new AgentId(user)));
        }
    }

    void phoneFree(String user) {
        if (phonesInCalls.computeIfPresent(user, (_, n) -> n == 1 ? null : n - 1) == null) {
            publish(new AcdEvent.AgentFree(clock.nowMicros(), new AgentId(user)));
        }
    }

    /** The agent wants no calls; what is kept from before a restart, too. */
    void notReady(String user, String reason) {
        publish(new AcdEvent.AgentNotReady(clock.nowMicros(), new AgentId(user), reason));
        if (!reason.equals(DO_NOT_DISTURB)) {
            onBreak.add(user);
        }
        pauseIfWanted(user);
    }

    void agentWants(String user, Destination.Feature feature) {
        long now = clock.nowMicros();
        var agent = new AgentId(user);
        switch (feature) {
            case LOG_IN -> {
                publish(new AcdEvent.AgentLoggedIn(now, agent));
                publish(new AcdEvent.AgentReady(now, agent));
            }
            case LOG_OUT -> publish(new AcdEvent.AgentLoggedOut(now, agent));
            case BREAK -> publish(new AcdEvent.AgentNotReady(now, agent, "break"));
            case READY -> publish(new AcdEvent.AgentReady(now, agent));
        }
        if (feature == Destination.Feature.BREAK) {
            onBreak.add(user);
        } else {
            onBreak.remove(user);
        }
        pauseIfWanted(user);
    }

    // ---- what the distributor commands ----

    void on(AcdCommand command, Exchange exchange) {
        switch (command) {
            case AcdCommand.Offer offer -> offer(offer, exchange);
            case AcdCommand.WithdrawOffer(var id, var reason) -> withdraw(id, reason);
            case AcdCommand.QueueRefused(var id, _, var reason) -> refused(id, reason);
            case AcdCommand.Snapshot snapshot -> answer(snapshot);
            case AcdCommand.Shown shown -> answer(shown);
            case AcdCommand.Place(var id, _, var estimate) -> place(id, estimate);
            // For those who watch; call control has no use.
            case AcdCommand.AgentChanged _, AcdCommand.Explained _ -> {}
        }
    }

    private void offer(AcdCommand.Offer command, Exchange exchange) {
        long now = clock.nowMicros();
        var call = queued.get(command.call());
        if (call == null || !call.queue().takesOffers()) {
            publish(new AcdEvent.OfferWithdrawn(now, command.offer())); // Gone in the meantime.
        } else if (call.queue().callsFirst()) {
            publish(new AcdEvent.OfferWithdrawn(now, command.offer()));
        } else if (isOccupied(command.agent().value())) {
            publish(new AcdEvent.OfferFailed(now, command.offer(), "busy"));
        } else {
            var offer =
                    new AgentOffer(
                            command.offer(),
                            command.agent(),
                            command.call(),
                            command.queue(),
                            call,
                            exchange);
            offers.put(offer.id(), offer);
            offered.put(offer.agent(), offer.id());
            call.guarded(() -> call.queue().offer(offer));
        }
    }

    private boolean isOccupied(String user) {
        return phonesInCalls.containsKey(user) || notToDisturb.contains(user);
    }

    private void withdraw(OfferId id, String reason) {
        var offer = offers.get(id);
        if (offer != null) {
            offer.withdrawnByDistributor(reason(reason));
        }
    }

    private static Reason reason(String why) {
        return switch (why) {
            case "no answer" -> Reason.of(Q850.NO_ANSWER, why);
            case "completed elsewhere" -> Reason.ELSEWHERE;
            default -> Reason.of(Q850.NORMAL_CLEARING, why);
        };
    }

    private void refused(CallId id, String reason) {
        var call = queued.remove(id);
        if (call != null) {
            call.guarded(() -> call.queue().refused(reason));
        }
    }

    private void answer(AcdCommand.Shown shown) {
        var asker = curious.remove(shown.request());
        if (asker != null) {
            asker.accept(shown);
        }
    }

    private void place(CallId id, WaitEstimate estimate) {
        var call = queued.get(id);
        if (call != null) {
            call.guarded(() -> call.queue().stands(estimate));
        }
    }

    private void answer(AcdCommand.Snapshot snapshot) {
        var asker = askers.remove(snapshot.request());
        if (asker != null) {
            asker.accept(snapshot);
        }
    }
}
