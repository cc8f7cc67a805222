package org.strowger.call;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.strowger.base.Clock;
import org.strowger.base.TimerWheel;
import org.strowger.media.MediaEngine;
import org.strowger.records.RecordSink;
import org.strowger.sip.Sip;

/**
 * What every call of one switch works with.
 *
 * @param signalling runs a step on the signalling thread
 * @param clock the time of the event that is being handled
 * @param longestCallMicros the switch ends a call that is older
 * @param links told which dialogs belong together
 * @param users what they have set for calls to their numbers
 * @param floor the calls that there are
 * @param parking those of them that are parked
 * @param conferences those who hear several others
 * @param tolls those of them that go to the outside
 * @param recordings who records calls, and which of them
 * @param codecs what voice is spoken in
 * @param staff the agents and queues as they are now
 * @param rules what is set of queues and numbers
 * @param callbacks callers who would rather be called back
 */
record Exchange(
        Sip sip,
        MediaEngine media,
        RecordSink records,
        NumberPlan plan,
        Clock clock,
        TimerWheel wheel,
        Executor signalling,
        Distribution distribution,
        long longestCallMicros,
        CallEnds ends,
        LegLinks links,
        Users users,
        Floor floor,
        Parking parking,
        Conferences conferences,
        Tolls tolls,
        Recordings recordings,
        CodecOrder codecs,
        Staff staff,
        HouseRules rules,
        Callbacks callbacks) {

    /** Whoever keeps the calls. */
    @FunctionalInterface
    interface CallEnds {
        /** Every leg of the call is gone and its record is written. */
        void over(Call call);
    }

    /** What a queue does for its callers. */
    QueueService service(@Nullable String queue) {
        return queue == null ? QueueService.NONE : rules.service(queue);
    }

    long now() {
        return clock.nowMicros();
    }
}
