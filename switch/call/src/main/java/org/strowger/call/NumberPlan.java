package org.strowger.call;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.strowger.call.Destination.RingUser;
import org.strowger.sip.Caller;

/**
 * What can be dialled, and by whom. Immutable.
 *
 * @param everybody numbers that a trunk's and an unknown caller reach, and agents too
 * @param agentsOnly numbers for local users
 * @param users local users, who can be dialled by local users
 */
public record NumberPlan(
        Map<String, Destination> everybody,
        Map<String, Destination> agentsOnly,
        Set<String> users) {

    public NumberPlan {
        everybody = Map.copyOf(everybody);
        agentsOnly = Map.copyOf(agentsOnly);
        users = Set.copyOf(users);
    }

    /**
     * Where the number leads for this caller. Empty is 404, and the same for a number that does not
     * exist and for one that this caller may not know of.
     */
    public Optional<Destination> find(String number, Caller caller) {
        var open = everybody.get(number);
        if (open != null) {
            // A stranger must never be able to make the operator pay for a call.
            boolean tollFraud =
                    open instanceof Destination.ThroughTrunk && caller instanceof Caller.Anonymous;
            return tollFraud ? Optional.empty() : Optional.of(open);
        }
        return caller instanceof Caller.User ? inside(number) : Optional.empty();
    }

    /** Where the number leads for the switch itself: a transfer that a script asks for. */
    public Optional<Destination> find(String number) {
        return find(number, new Caller.User(""));
    }

    private Optional<Destination> inside(String number) {
        var destination = agentsOnly.get(number);
        if (destination != null) {
            return Optional.of(destination);
        }
        return users.contains(number) ? Optional.of(new RingUser(number)) : Optional.empty();
    }
}
