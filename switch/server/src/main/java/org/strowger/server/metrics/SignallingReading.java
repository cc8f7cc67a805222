package org.strowger.server.metrics;

import java.util.List;
import org.strowger.call.CallCensus;
import org.strowger.sip.TrunkState;

/**
 * What only the signalling thread knows, all at one time.
 *
 * @param dialogs legs of both directions that have not ended
 * @param acdEntries calls, offers and events that call control and the distributor have between
 *     them
 * @param outbox events that found no room on the distributor's ring
 * @param conferenceMembers in all conferences together
 * @param timers of calls; those that always run and those of registrations are not among them
 * @param ringFill used fraction of the distributor's ring
 * @param trunks every host of every trunk
 */
public record SignallingReading(
        CallCensus calls,
        int clientTransactions,
        int serverTransactions,
        int dialogs,
        int registrations,
        int acdEntries,
        int outbox,
        int conferenceMembers,
        long timers,
        double ringFill,
        List<TrunkState> trunks) {

    public SignallingReading {
        trunks = List.copyOf(trunks);
    }
}
