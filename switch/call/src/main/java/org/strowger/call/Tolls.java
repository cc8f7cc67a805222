package org.strowger.call;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.call.Destination.Kind;

/**
 * Calls to the outside that each user has now, and may have: a password that was guessed must not
 * cost more than a few lines. As large as there are such calls.
 */
final class Tolls {

    private static final Logger LOG = LoggerFactory.getLogger(Tolls.class);

    private record Held(int calls, int costly) {
        static final Held NONE = new Held(0, 0);

        Held plus(int more, Kind kind) {
            return new Held(calls + more, kind.isCostly() ? costly + more : costly);
        }
    }

    private final NumberPlan plan;
    private final RefusedCalls refused;
    private final Map<String, Held> users = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    Tolls(NumberPlan plan, RefusedCalls refused) {
        this.plan = plan;
        this.refused = refused;
    }

    /**
     * One more call.
     *
     * @param user who makes it, forwards it, or transfers somebody to it
     * @return false when it would be one too many; then there is nothing to {@link #leave}
     */
    boolean enter(String user, Kind kind) {
        return enter(user, plan.rights(user), kind);
    }

    /**
     * The same for somebody who is no user.
     *
     * @param user a name that no user has
     */
    boolean enter(String user, UserRights rights, Kind kind) {
        var next = users.getOrDefault(user, Held.NONE).plus(1, kind);
        boolean tooMany = isOver(next.calls, rights.calls());
        boolean tooCostly = kind.isCostly() && isOver(next.costly, rights.costlyCalls());
        if (tooMany || tooCostly) {
            refused.add(RefusedCalls.Cause.TOLL_LIMIT);
            if (told.add(user)) { // Once until a call ends: who tries on must not fill the log.
                var held = users.getOrDefault(user, Held.NONE);
                LOG.warn(
                        "toll limit of {}: {} calls to the outside now, {} of them costly; one"
                                + " more, {}, is refused",
                        user,
                        held.calls,
                        held.costly,
                        kind.name().toLowerCase(Locale.ROOT));
            }
            return false;
        }
        users.put(user, next);
        return true;
    }

    private static boolean isOver(int calls, int limit) {
        return limit > 0 && calls > limit;
    }

    /** That call is over. */
    void leave(String user, Kind kind) {
        told.remove(user);
        users.computeIfPresent(
                user,
                (_, held) -> {
                    var left = held.plus(-1, kind);
                    return left.calls() == 0 ? null : left;
                });
    }

    /** Users with such calls; zero in a switch at rest. */
    int size() {
        return users.size();
    }
}
