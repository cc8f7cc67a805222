package org.strowger.call;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.call.Destination.ThroughTrunk;
import org.strowger.sip.Caller;

/**
 * What local users have set for calls to their numbers. As large as there are users in the
 * configuration. Belongs to the signalling thread.
 */
final class Users {

    private final NumberPlan plan;
    private final Distribution distribution;
    private final Map<String, UserSettings> settings = new HashMap<>();
    private SettingsLog log = (_, _) -> {};

    Users(NumberPlan plan, Distribution distribution) {
        this.plan = plan;
        this.distribution = distribution;
    }

    /** Who keeps changes from now on. */
    void keep(SettingsLog keeper) {
        log = keeper;
    }

    /** What was set before a restart; of users who are not there any more nothing is taken. */
    void restore(Map<String, UserSettings> kept) {
        kept.forEach((user, now) -> {
            if (plan.users().containsKey(user)) {
                apply(user, now);
            }
        });
    }

    UserSettings of(String user) {
        return settings.getOrDefault(user, UserSettings.NONE);
    }

    /**
     * Sets something.
     *
     * @return 0, or the status that says why it cannot be: 404 no such user, 484 no number, 403 a
     *     number that the user may not call
     */
    int change(String user, UserChange change, String number) {
        if (!plan.users().containsKey(user)) {
            return 404;
        }
        if (change.needsNumber()) {
            if (number.isEmpty()) {
                return 484;
            }
            if (number.equals(user) || !isTarget(user, number)) {
                return 403;
            }
        } else if (!number.isEmpty()) {
            return 404; // Digits after a code that takes none.
        }
        set(user, change.applyTo(of(user), number));
        return 0;
    }

    /** How long the user's phone rings before a call is forwarded because nobody answers. */
    void noAnswerAfter(String user, int seconds) {
        var now = of(user);
        set(user, now.withNoAnswer(now.noAnswer(), seconds));
    }

    /** Sets all of it, of a user who is there. */
    void set(String user, UserSettings now) {
        if (!now.equals(of(user))) {
            apply(user, now);
            log.set(user, now);
        }
    }

    private void apply(String user, UserSettings now) {
        if (now.equals(UserSettings.NONE)) {
            settings.remove(user);
        } else {
            settings.put(user, now);
        }
        distribution.doNotDisturb(user, now.doNotDisturb());
    }

    private boolean isTarget(String user, String number) {
        return plan.find(number, new Caller.User(user)).filter(Users::takesCalls).isPresent();
    }

    /** Whether a call may be forwarded or transferred there: a code is not a place. */
    static boolean takesCalls(Destination to) {
        return switch (to) {
            case Destination.RunScript _,
                    Destination.ThroughTrunk _,
                    Destination.RingUser _,
                    Destination.RingGroup _ ->
                    true;
            case Destination.AgentFeature _,
                    Destination.StaffCode _,
                    Destination.NightSwitch _,
                    Destination.Conference _,
                    Destination.Code _,
                    Destination.Park _,
                    Destination.ParkSlot _ ->
                    false;
        };
    }

    /**
     * Where a user's call is forwarded to; null when that is not there any more, or is not for this
     * caller: who has no account here may not be led to the outside unless the user's class says
     * so, because the operator pays for that.
     */
    @Nullable Destination forwarded(String user, String number, Caller caller) {
        var to = plan.find(number, new Caller.User(user)).filter(Users::takesCalls).orElse(null);
        boolean known = caller instanceof Caller.User;
        boolean atOurCost =
                to instanceof ThroughTrunk && !known && !plan.rights(user).forwardsStrangers();
        return atOurCost ? null : to;
    }
}
