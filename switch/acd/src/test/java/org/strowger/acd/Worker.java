package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.fail;

import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;

/**
 * For the {@link Referee}: an agent as the events tell, and the state that follows. What the
 * distributor says of the agent is compared with it, and used for nothing else.
 */
final class Worker {

    final AgentId id;

    /** Null when the configuration in force does not name the agent. */
    AcdConfig.@Nullable Agent rules;

    /** In the configuration. */
    int place;

    /** As told last. */
    AgentState told = new AgentState.LoggedOut();

    /** Added up from the changes told. */
    final Timesheet times = new Timesheet();

    boolean loggedIn;

    /** The offer that rings or is talked on. */
    @Nullable OfferId offer;

    boolean talks;
    private boolean reachable;
    private boolean wentHome;
    private boolean phoneBusy;
    private @Nullable String rests;
    private long wrapUpSince;
    private long wrapUpUntil;
    private long idleSince;
    private int misses;

    Worker(AgentId id) {
        this.id = id;
    }

    /** The configuration names the agent so, or no more. */
    void configured(AcdConfig.@Nullable Agent newRules, int newPlace) {
        rules = newRules;
        place = newPlace;
        if (newRules == null) {
            reachable = false;
            phoneBusy = false;
            wentHome = false;
            leave();
        }
    }

    /** A wrap-up that is over by now ended when it had to. */
    void timeIs(long now) {
        if (wrapUpUntil != 0 && wrapUpUntil <= now) {
            idleSince = wrapUpUntil;
            wrapUpUntil = 0;
        }
    }

    void happens(AcdEvent.FromAgent event, long now) {
        switch (event) {
            case AcdEvent.AgentReachable(_, _, var there) -> {
                boolean comes = there && !reachable;
                reachable = there;
                if (comes
                        && !loggedIn
                        && !wentHome
                        && rules != null
                        && rules.readyWhenReachable()) {
                    comeToWork(now);
                }
            }
            case AcdEvent.AgentLoggedIn _ -> {
                wentHome = false;
                comeToWork(now);
            }
            case AcdEvent.AgentLoggedOut _ -> {
                wentHome = true;
                leave();
            }
            case AcdEvent.AgentReady _ when loggedIn -> {
                rests = null;
                endWrapUp(now);
            }
            case AcdEvent.AgentNotReady(_, _, var reason) when loggedIn -> rests = reason;
            case AcdEvent.AgentLost _ when loggedIn -> rests = "phone lost";
            case AcdEvent.WrapUpEnded _ -> endWrapUp(now);
            case AcdEvent.WrapUpExtended(_, _, var more, var most) when wrapUpUntil != 0 ->
                    wrapUpUntil =
                            Math.max(wrapUpUntil, Math.min(wrapUpUntil + more, wrapUpSince + most));
            case AcdEvent.AgentBusy _ -> phoneBusy = true;
            case AcdEvent.AgentFree _ -> phoneBusy = false;
            default -> {}
        }
    }

    private void comeToWork(long now) {
        if (!loggedIn) {
            loggedIn = true;
            misses = 0;
            idleSince = now;
            times.begin(now);
        }
        rests = null;
        endWrapUp(now);
    }

    private void leave() {
        loggedIn = false;
        rests = null;
        wrapUpUntil = 0;
    }

    private void endWrapUp(long now) {
        if (wrapUpUntil != 0) {
            wrapUpUntil = 0;
            idleSince = now;
        }
    }

    void answers() {
        talks = true;
        misses = 0;
    }

    void misses(int limit) {
        misses++;
        if (misses >= limit && loggedIn) {
            misses = 0;
            rests = "rona";
        }
    }

    void hangsUp(long wrapUpMicros, long now) {
        offer = null;
        talks = false;
        idleSince = now;
        if (wrapUpMicros > 0 && loggedIn && !"phone lost".equals(rests)) {
            wrapUpSince = now;
            wrapUpUntil = now + wrapUpMicros;
        }
    }

    /** Would take a call. */
    boolean isIdle() {
        return reachable
                && loggedIn
                && offer == null
                && wrapUpUntil == 0
                && rests == null
                && !phoneBusy
                && rules != null;
    }

    long idleSince() {
        return idleSince;
    }

    /** What was told last of the agent is so. */
    void check() {
        boolean right =
                switch (told) {
                    case AgentState.Offered(var rings, _, _, _, _) -> rings.equals(offer) && !talks;
                    case AgentState.Talking(var answered, _, _) -> answered.equals(offer) && talks;
                    case AgentState.WrapUp(var since, var until) ->
                            offer == null && since == wrapUpSince && until == wrapUpUntil;
                    case AgentState.LoggedOut _ -> isAtRest() && !loggedIn;
                    case AgentState.NotReady(var reason, _) ->
                            isAtRest() && loggedIn && reason.equals(rests);
                    case AgentState.Busy _ -> isAtRest() && loggedIn && rests == null && phoneBusy;
                    case AgentState.Ready(var since) ->
                            isAtRest()
                                    && loggedIn
                                    && rests == null
                                    && !phoneBusy
                                    && since == idleSince;
                };
        if (!right) {
            fail("agent " + id + " was told to be " + told + ", but " + truth());
        }
    }

    private boolean isAtRest() {
        return offer == null && wrapUpUntil == 0;
    }

    private String truth() {
        return "offer %s, talks %s, wrap-up until %d, logged in %s, rests %s, busy %s, idle since %d"
                .formatted(offer, talks, wrapUpUntil, loggedIn, rests, phoneBusy, idleSince);
    }
}
