package org.strowger.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.strowger.call.Destination.RingUser;
import org.strowger.call.Destination.ThroughTrunk;
import org.strowger.sip.Caller;

/**
 * What can be dialled, and by whom. Immutable.
 *
 * @param everybody numbers that a trunk's and an unknown caller reach, and agents too
 * @param agentsOnly numbers for local users, among them codes, which digits may follow
 * @param users local users, who can be dialled by local users, and what they may do
 * @param outside what local users may dial beyond all these; the first rule that fits counts
 * @param keys what they press in conversations
 * @param dtmf how keys come and go
 * @param srtp whose voice is encrypted
 * @param supervisionBeep whether who talks hears a beep when a supervisor comes, or does something
 *     else
 */
public record NumberPlan(
        Map<String, Destination> everybody,
        Map<String, Destination> agentsOnly,
        Map<String, UserRights> users,
        List<OutsideRule> outside,
        KeyCodes keys,
        DtmfModes dtmf,
        SrtpRules srtp,
        boolean supervisionBeep) {

    public NumberPlan {
        everybody = Map.copyOf(everybody);
        agentsOnly = Map.copyOf(agentsOnly);
        users = Map.copyOf(users);
        outside = List.copyOf(outside);
    }

    /** With keys as they are negotiated, and voice that is not encrypted. */
    public NumberPlan(
            Map<String, Destination> everybody,
            Map<String, Destination> agentsOnly,
            Map<String, UserRights> users,
            List<OutsideRule> outside,
            KeyCodes keys) {
        this(everybody, agentsOnly, users, outside, keys, DtmfModes.AUTO, SrtpRules.OFF, false);
    }

    /** With users who may do nothing beyond that, and no way out. */
    public NumberPlan(
            Map<String, Destination> everybody,
            Map<String, Destination> agentsOnly,
            Set<String> users) {
        this(
                everybody,
                agentsOnly,
                users.stream()
                        .collect(Collectors.toMap(Function.identity(), _ -> UserRights.PLAIN)),
                List.of(),
                KeyCodes.NONE);
    }

    /**
     * Where the number leads for this caller. Empty is 404, and the same for a number that does not
     * exist and for one that this caller may not know of.
     */
    public Optional<Destination> find(String number, Caller caller) {
        var open = everybody.get(number);
        if (open != null) {
            return Optional.of(open).filter(to -> mayReach(to, caller));
        }
        return caller instanceof Caller.User(var user) ? inside(number, user) : Optional.empty();
    }

    /**
     * Where the number leads for the switch itself: a transfer that a script asks for. No class
     * binds it, for the operator has written both the script and the number.
     */
    public Optional<Destination> find(String number) {
        var listed = everybody.getOrDefault(number, agentsOnly.get(number));
        return listed == null && users.containsKey(number)
                ? Optional.of(new RingUser(number))
                : Optional.ofNullable(listed);
    }

    /**
     * A call to the outside costs the operator something: never a stranger's, a user's by class. So
     * it is with others' calls.
     */
    private boolean mayReach(Destination to, Caller caller) {
        if (to instanceof Destination.Supervise || to instanceof Destination.NightSwitch) {
            return caller instanceof Caller.User(var user) && rights(user).supervises();
        }
        return !(to instanceof ThroughTrunk outside)
                || switch (caller) {
                    case Caller.Anonymous _ -> false;
                    case Caller.Trunk _ -> true; // No user's; the limits of both trunks bind it.
                    case Caller.User(var user) -> rights(user).kinds().contains(outside.kind());
                };
    }

    /** What the user may do. */
    public UserRights rights(String user) {
        return users.getOrDefault(user, UserRights.PLAIN);
    }

    /** Whether the first may take a call that rings at the second's phone. */
    boolean mayPickUp(String user, String rung) {
        return user.equals(rung) || rights(user).sharesGroup(rights(rung));
    }

    private Optional<Destination> inside(String number, String user) {
        var destination = agentsOnly.get(number);
        if (destination != null) {
            return Optional.of(destination).filter(to -> mayReach(to, new Caller.User(user)));
        }
        if (users.containsKey(number)) {
            return Optional.of(new RingUser(number));
        }
        return code(number)
                .filter(to -> mayReach(to, new Caller.User(user)))
                .or(() -> outside(number, user));
    }

    /** The longest code that the number begins with. */
    private Optional<Destination> code(String number) {
        for (int length = number.length() - 1; length > 0; length--) {
            if (agentsOnly.get(number.substring(0, length)) instanceof Destination.Code code) {
                return Optional.of(code.with(number.substring(length)));
            }
        }
        return Optional.empty();
    }

    private Optional<Destination> outside(String number, String user) {
        return outside(number, rights(user)).map(Destination.class::cast);
    }

    /** Where a number of the outside leads for who has these rights; empty where it may not. */
    Optional<ThroughTrunk> outside(String number, UserRights rights) {
        for (var rule : outside) {
            var found = rule.find(number);
            if (found.isPresent()) {
                return found.filter(to -> rights.kinds().contains(to.kind()));
            }
        }
        return Optional.empty();
    }
}
