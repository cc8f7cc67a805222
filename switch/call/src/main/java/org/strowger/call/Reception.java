package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.call.RefusedCalls.Cause;
import org.strowger.sip.Caller;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEvents;

/** Whether there is room for a call, whether its caller is served, and where it leads. */
final class Reception {

    private static final int UNAVAILABLE = 503;
    private static final int DECLINE = 603;

    private final Switchboard.Parts parts;
    private final Distribution distribution;
    private final Calls calls;
    private final RefusedCalls refused;
    private final BlockList blockList;
    private final Callbacks callbacks;
    private final Newcomers newcomers;

    Reception(
            Switchboard.Parts parts,
            Distribution distribution,
            Calls calls,
            RefusedCalls refused,
            BlockList blockList,
            Callbacks callbacks) {
        this.parts = parts;
        this.distribution = distribution;
        this.calls = calls;
        this.refused = refused;
        this.blockList = blockList;
        this.callbacks = callbacks;
        this.newcomers = new Newcomers(calls::nextId);
    }

    /**
     * A leg has come in.
     *
     * @param open null while no call is taken
     */
    LegEvents incoming(@Nullable Exchange open, IncomingLeg leg) {
        if (open == null) {
            return refuse(leg, Cause.CLOSED);
        }
        var replaced = leg.replaces();
        if (replaced != null) {
            return Newcomers.replace(open, leg, replaced);
        }
        var full = full();
        if (full != null) {
            return refuse(leg, full);
        }
        if (blockList.blocks(leg)) {
            return blocked(open, leg);
        }
        var destination = parts.plan().find(leg.dialled(), leg.caller());
        if (destination.isEmpty()) {
            refused.add(Cause.UNKNOWN_NUMBER);
            return newcomers.reject(open, leg, 404);
        }
        return switch (destination.get()) {
            case Destination.PickUp(var whose) -> newcomers.pickUp(open, leg, whose);
            case Destination.ParkSlot(var slot, _) -> newcomers.fromPark(open, leg, slot);
            case Destination.Supervise to -> newcomers.supervise(open, leg, to);
            default -> newCall(open, leg, destination.get());
        };
    }

    private LegEvents newCall(Exchange open, IncomingLeg leg, Destination destination) {
        if (leg.caller() instanceof Caller.Trunk) {
            callbacks.calledIn(leg.callerNumber());
        }
        return calls.add(open, leg, destination).begin();
    }

    /** A call that the switch makes of itself; null when there is no room for it. */
    @Nullable Call callBack(@Nullable Exchange open, CallbackLeg leg, Destination to) {
        return open == null || full() != null ? null : calls.begin(open, leg, to);
    }

    private LegEvents refuse(IncomingLeg leg, Cause cause) {
        refused.add(cause);
        leg.reject(UNAVAILABLE);
        return RefusedLeg.LEG;
    }

    /** Why there is no room for a new call; null when there is. */
    private @Nullable Cause full() {
        if (calls.size() >= parts.maxCalls()) {
            return Cause.CALL_LIMIT;
        }
        if (!parts.records().acceptsNewCalls()) {
            return Cause.RECORDS;
        }
        return distribution.backlog() > 0 ? Cause.DISTRIBUTOR : null;
    }

    private LegEvents blocked(Exchange open, IncomingLeg leg) {
        refused.add(Cause.BLOCKED);
        var tone = open.rules().blockedHear();
        return tone.isEmpty()
                ? newcomers.reject(open, leg, DECLINE)
                : newCall(open, leg, BlockList.hears(tone));
    }
}
