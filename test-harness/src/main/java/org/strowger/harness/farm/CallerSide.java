package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.strowger.harness.phone.SipText;

/**
 * Makes the calls of a plan, and gives each message to its call. Belongs to the farm's thread, but
 * {@link #outcomes} and {@link #latencies}.
 */
final class CallerSide implements Receiver {

    private final Ground ground;
    private final Asks asks;
    private final Strays strays;
    private final InetSocketAddress server;
    private final CallPlan plan;
    private final Latencies latencies = new Latencies();
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final Map<String, CallingLeg> legs = new HashMap<>();
    private long begin;
    private int placed;
    private boolean stopped;

    CallerSide(Ground ground, Asks asks, InetSocketAddress server, CallPlan plan) {
        this.ground = ground;
        this.asks = asks;
        this.strays = new Strays(ground);
        this.server = server;
        this.plan = plan;
    }

    /** The first call, and by and by all others. */
    void begin() {
        begin = ground.now();
        place();
    }

    /** No more calls; those that are there go on. */
    void stopCalling() {
        stopped = true;
    }

    /** No more calls, and everybody leaves. */
    void stop() {
        stopCalling();
        List.copyOf(legs.values()).forEach(CallingLeg::leave);
    }

    /** Ends what is left, so that every call has an outcome. */
    void abandon() {
        List.copyOf(legs.values()).forEach(CallingLeg::abandon);
    }

    /** Every call was made and is over, and every BYE has its answer. */
    boolean isDone() {
        return (stopped || placed == plan.calls())
                && ground.counters().of(Count.LIVE) == 0
                && asks.isEmpty();
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    Latencies latencies() {
        return latencies;
    }

    @Override
    public void received(int socket, SipText message, InetSocketAddress source) {
        var leg = legs.get(message.first("Call-ID"));
        if (message.isRequest()) {
            if (leg == null) {
                strays.received(socket, message, source);
            } else {
                leg.request(message, source);
            }
        } else if (!message.sequenceMethod().equals("INVITE")) {
            asks.received(message);
        } else if (leg == null) {
            ground.counters().unexpected(message.status() + " to INVITE without a call");
        } else {
            leg.response(message);
        }
    }

    private void place() {
        while (!stopped && placed < plan.calls() && due() <= ground.now()) {
            var line =
                    new CallingLeg.Line(
                            ground,
                            asks,
                            latencies,
                            server,
                            placed % ground.network().sockets(),
                            outcomes::add,
                            leg -> legs.remove(leg.callId()));
            var caller = String.valueOf(plan.firstCaller() + placed);
            var intent = Intent.draw(plan, ground.random());
            var leg = new CallingLeg(line, caller, plan.number(), intent);
            placed++;
            legs.put(leg.callId(), leg);
            leg.start();
        }
        if (!stopped && placed < plan.calls()) {
            ground.after(due() - ground.now(), this::place);
        }
    }

    /** From the beginning, not from the last call: a late one does not delay all others. */
    private long due() {
        return begin + plan.dueMicros(placed);
    }
}
