package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.Caller;
import org.strowger.sip.Flow;
import org.strowger.sip.LegEvents;
import org.strowger.sip.Trail;
import org.strowger.sip.sdp.AudioDescription;

/**
 * What the INVITE said of who calls whom.
 *
 * @param from the way it came
 * @param replaces who hears of the leg in whose place it asks to be
 * @param cseq number of the INVITE
 * @param receivedMicros when it came
 */
record Invitation(
        Flow from,
        Caller caller,
        CallingParty party,
        Trail trail,
        @Nullable AudioDescription offer,
        @Nullable LegEvents replaces,
        long cseq,
        long receivedMicros) {}
