package org.strowger.acd.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Distributor;
import org.strowger.acd.OfferId;
import org.strowger.base.CallId;

/**
 * The callers and agents of a journal under another configuration.
 *
 * <p>Callers join, and agents come, go and rest when the journal says so. What depends on the
 * distributor is supposed: an agent who is offered a call answers after the time that this caller's
 * phone rang at the agent who answered then, or else the median of those; the talk takes as long as
 * the caller's did, or else the median; who hung up waiting is as patient as then; who was served
 * then waits as long as it takes. Nobody rejects a call or lets it ring out.
 */
public final class WhatIf {

    /** The most events that are read: 100 octets each, and as many again. */
    public static final int MOST_EVENTS = 20_000_000;

    private static final class Recorded {
        private long joinedMicros;
        private long patienceMicros = Long.MAX_VALUE;
        private long ringMicros = -1;
        private long talkMicros = -1;
    }

    private record Made(CallId call, long atMicros) {}

    private record Due(AcdEvent event, long number) {}

    private final List<AcdEvent> given = new ArrayList<>();
    private final Map<CallId, Recorded> calls = new LinkedHashMap<>();
    private final Map<OfferId, Made> offers = new LinkedHashMap<>();
    private final Map<OfferId, Made> talks = new LinkedHashMap<>();
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(
                    Comparator.<Due>comparingLong(d -> d.event.atMicros())
                            .thenComparingLong(Due::number));
    private final Distributor recorded = new Distributor();
    private long strayAnswers;
    private long planned;

    /**
     * An event of the journal, and what was decided then: in order, all of them, before {@link
     * #with}.
     *
     * @return the decisions
     * @throws IllegalStateException when there are more than {@link #MOST_EVENTS}
     */
    public List<AcdCommand> record(AcdEvent event) {
        if (given.size() >= MOST_EVENTS) {
            throw new IllegalStateException("more than " + MOST_EVENTS + " events");
        }
        long at = event.atMicros();
        switch (event) {
            case AcdEvent.CallQueued queued -> {
                given.add(event);
                calls.computeIfAbsent(queued.call(), _ -> new Recorded()).joinedMicros = at;
            }
            case AcdEvent.CallLeft left -> left(left.call(), at);
            case AcdEvent.FromOffer answer -> answered(answer, at);
            default -> given.add(event);
        }
        var commands = recorded.handle(event);
        for (var command : commands) {
            if (command instanceof AcdCommand.Offer(var offer, _, var call, _)) {
                offers.put(offer, new Made(call, at));
            }
        }
        return commands;
    }

    private void left(CallId call, long at) {
        var caller = calls.get(call);
        if (caller != null) {
            caller.patienceMicros = at - caller.joinedMicros;
        }
    }

    private void answered(AcdEvent.FromOffer answer, long at) {
        var made = offers.remove(answer.offer());
        strayAnswers += made == null && !talks.containsKey(answer.offer()) ? 1 : 0;
        if (answer instanceof AcdEvent.OfferAccepted && made != null) {
            recorded(made.call).ringMicros = at - made.atMicros;
            talks.put(answer.offer(), new Made(made.call, at));
        }
        var talk = talks.get(answer.offer());
        if (answer instanceof AcdEvent.TalkEnded && talk != null) {
            talks.remove(answer.offer());
            recorded(talk.call).talkMicros = at - talk.atMicros;
        }
    }

    /**
     * Answers to offers that this replay did not make, or that were over: of the switch that wrote
     * the journal hardly any; many where it decided otherwise.
     */
    public long strayAnswers() {
        return strayAnswers;
    }

    private Recorded recorded(CallId call) {
        return calls.computeIfAbsent(call, _ -> new Recorded());
    }

    /** Runs what was recorded under this configuration; {@code measures} counts. Once only. */
    public void with(AcdConfig config, Measures measures) {
        var distributor = new Distributor();
        long ring = median(calls.values().stream().mapToLong(c -> c.ringMicros).toArray());
        long talk = median(calls.values().stream().mapToLong(c -> c.talkMicros).toArray());
        offers.clear();
        boolean configured = false;
        for (var event : given) {
            while (!agenda.isEmpty() && agenda.element().event.atMicros() <= event.atMicros()) {
                handle(distributor, agenda.remove().event, measures, ring, talk);
            }
            if (event instanceof AcdEvent.Configured(var at, var hash, _)) {
                if (!configured) {
                    var instead = new AcdEvent.Configured(at, hash, config);
                    handle(distributor, instead, measures, ring, talk);
                }
                configured = true;
            } else {
                handle(distributor, event, measures, ring, talk);
            }
        }
    }

    private void handle(
            Distributor distributor, AcdEvent event, Measures measures, long ring, long talk) {
        var commands = distributor.handle(event);
        measures.count(event, commands);
        long at = event.atMicros();
        if (event instanceof AcdEvent.CallQueued queued) {
            long patience = recorded(queued.call()).patienceMicros;
            if (patience < Long.MAX_VALUE) {
                plan(new AcdEvent.CallLeft(at + patience, queued.call()));
            }
        } else if (event instanceof AcdEvent.OfferAccepted(_, var offer)) {
            var made = offers.remove(offer);
            if (made != null) {
                plan(
                        new AcdEvent.TalkEnded(
                                at + known(recorded(made.call).talkMicros, talk), offer));
            }
        }
        for (var command : commands) {
            switch (command) {
                case AcdCommand.Offer(var offer, _, var call, _) -> {
                    offers.put(offer, new Made(call, at));
                    plan(
                            new AcdEvent.OfferAccepted(
                                    at + known(recorded(call).ringMicros, ring), offer));
                }
                case AcdCommand.WithdrawOffer(var offer, _) -> {
                    offers.remove(offer);
                    plan(new AcdEvent.OfferWithdrawn(at, offer));
                }
                default -> {}
            }
        }
    }

    private void plan(AcdEvent event) {
        agenda.add(new Due(event, ++planned));
    }

    private static long known(long micros, long otherwise) {
        return micros < 0 ? otherwise : micros;
    }

    /** Of those that are known; 0 when none is. */
    private static long median(long[] all) {
        var known = Arrays.stream(all).filter(m -> m >= 0).sorted().toArray();
        return known.length == 0 ? 0 : known[known.length / 2];
    }
}
