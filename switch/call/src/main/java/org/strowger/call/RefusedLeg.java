package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.sdp.AudioDescription;

/** Hears the end of a leg that was refused; there is nothing left to do for it. */
enum RefusedLeg implements LegEvents {
    LEG;

    @Override
    public @Nullable AudioDescription offered(AudioDescription offer) {
        return null;
    }

    @Override
    public void ended(LegEnd end) {
        // It was never a call.
    }
}
