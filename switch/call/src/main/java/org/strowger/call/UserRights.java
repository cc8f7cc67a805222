package org.strowger.call;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.strowger.call.Destination.Kind;

/**
 * What a local user may do.
 *
 * @param pickUpGroups groups whose members take one another's calls
 * @param kinds calls to the outside that the user may make; those inside are everybody's
 * @param calls to the outside at one time; 0 for no limit
 * @param costlyCalls the same for {@link Kind#isCostly costly} ones
 * @param forwardsStrangers whether a call of somebody who has no account here may be forwarded to
 *     the outside, at the operator's cost
 * @param supervises whether the user may listen to others' calls, and take part in them
 */
public record UserRights(
        Set<String> pickUpGroups,
        Set<Kind> kinds,
        int calls,
        int costlyCalls,
        boolean forwardsStrangers,
        boolean supervises) {

    /** Of a user in no group and of no class. */
    public static final UserRights PLAIN = new UserRights(Set.of(), Set.of(), 0, 0, false, false);

    /** Of one who does not supervise. */
    public UserRights(
            Set<String> pickUpGroups,
            Set<Kind> kinds,
            int calls,
            int costlyCalls,
            boolean forwardsStrangers) {
        this(pickUpGroups, kinds, calls, costlyCalls, forwardsStrangers, false);
    }

    public UserRights {
        pickUpGroups = Set.copyOf(pickUpGroups);
        var sorted = EnumSet.of(Kind.INTERNAL);
        sorted.addAll(kinds);
        kinds = Collections.unmodifiableSet(sorted);
    }

    /** Whether both may take each other's calls. */
    boolean sharesGroup(UserRights other) {
        return pickUpGroups.stream().anyMatch(other.pickUpGroups::contains);
    }
}
