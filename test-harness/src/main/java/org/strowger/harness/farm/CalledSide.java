package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.phone.SipText;

/**
 * Gives each message to its call or its request. Belongs to the farm's thread, but {@link
 * #violations}.
 */
final class CalledSide implements Receiver {

    private final Ground ground;
    private final Asks asks;
    private final Strays strays;
    private final AnswerPlan plan;
    private final Function<String, @Nullable Party> parties;
    private final Map<String, CalledLeg> legs = new HashMap<>();
    private final Queue<TwoAtOnce> violations = new ConcurrentLinkedQueue<>();

    CalledSide(
            Ground ground, Asks asks, AnswerPlan plan, Function<String, @Nullable Party> parties) {
        this.ground = ground;
        this.asks = asks;
        this.strays = new Strays(ground);
        this.plan = plan;
        this.parties = parties;
    }

    @Override
    public void received(int socket, SipText message, InetSocketAddress source) {
        if (!message.isRequest()) {
            asks.received(message);
            return;
        }
        var party = parties.apply(Texts.calledUser(message));
        if (party != null && party.gone) {
            return;
        }
        var leg = legs.get(message.first("Call-ID"));
        if (leg != null) {
            leg.request(message, source);
        } else if (party != null && isNew(message)) {
            begin(party, message, source);
        } else {
            strays.received(socket, message, source);
        }
    }

    /** Ends every call. */
    void stop() {
        List.copyOf(legs.values()).forEach(CalledLeg::stop);
    }

    List<TwoAtOnce> violations() {
        return new ArrayList<>(violations);
    }

    private static boolean isNew(SipText request) {
        return request.method().equals("INVITE")
                && SipText.parameter(request.first("To"), "tag").isEmpty();
    }

    private void begin(Party party, SipText invite, InetSocketAddress source) {
        ground.count(Count.INVITES);
        var leg = new CalledLeg(ground, asks, party, plan, invite, source, this::forget);
        legs.put(leg.callId(), leg);
        var other = party.current;
        if (party.single && other != null) {
            ground.count(Count.TWO_AT_ONCE);
            violations.add(
                    new TwoAtOnce(
                            party.user,
                            ground.now(),
                            other.callId(),
                            other.state().name(),
                            leg.callId()));
            leg.refuseBusy();
            return;
        }
        party.current = leg;
        leg.start();
    }

    private void forget(CalledLeg leg) {
        legs.remove(leg.callId(), leg);
    }
}
