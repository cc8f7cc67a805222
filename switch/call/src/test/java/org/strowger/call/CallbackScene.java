package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.strowger.acd.AcdEvent;
import org.strowger.call.Destination.Kind;
import org.strowger.sip.Caller;
import org.strowger.sip.OutgoingCall;

/** Callers who ask to be called back, and what is kept of that. */
abstract class CallbackScene {

    static final String CALLER = "0305551001";
    static final long JOINED = 1_000_000_000;
    static final Duration RETRY = Duration.ofSeconds(61);
    static final Caller.Trunk TRUNK = new Caller.Trunk("peer");
    static final OutgoingCall.Target CALLED = new OutgoingCall.Target.Trunk("peer", "305551001");

    final Map<String, Callback> kept = new LinkedHashMap<>();

    static CallbackRules rules(boolean agentFirst, int retries) {
        var rights = new UserRights(Set.of(), Set.of(Kind.NATIONAL), 1, 0, false);
        return new CallbackRules(rights, agentFirst, retries, 60_000_000, 600_000_000, 2, 3);
    }

    Laboratory laboratory(boolean agentFirst) {
        return laboratory(agentFirst, 1);
    }

    Laboratory laboratory(boolean agentFirst, int retries) {
        var lab = new Laboratory(new QueueService(Announcing.NONE, 0, rules(agentFirst, retries)));
        lab.switchboard.callbacks().keep(this::keep);
        return lab;
    }

    void keep(String key, Callback now) {
        if (now.equals(Callback.NONE)) {
            kept.remove(key);
        } else {
            kept.put(key, now);
        }
    }

    /** Waits for 20 s, asks to be called back, and hangs up. */
    static void books(Laboratory lab, Caller who, String from) {
        var leg = lab.dials(who, from, "4010");
        lab.then(() -> leg.events().confirmed());
        var media = lab.media.legs.getLast();
        lab.then(() -> media.pressed('2'));
        lab.passes(Duration.ofSeconds(20));
        lab.then(() -> media.pressed('3'));
        lab.then(leg::hangsUp);
        lab.passes(Duration.ofMillis(50));
    }

    static void books(Laboratory lab) {
        books(lab, TRUNK, CALLER);
    }

    static List<Long> since(Laboratory lab) {
        return lab.acdEvents.stream()
                .filter(AcdEvent.CallQueued.class::isInstance)
                .map(event -> ((AcdEvent.CallQueued) event).sinceMicros())
                .toList();
    }

    Callback only() {
        assertEquals(1, kept.size());
        return kept.values().iterator().next();
    }

    static List<CallbackState.Stage> stages(Laboratory lab) {
        return lab.switchboard.callbacks().list().stream().map(CallbackState::stage).toList();
    }
}
