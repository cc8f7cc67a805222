package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.media.ToneTable;

/** The caller of a call who is called back, and the agent who waits for the answer. */
final class CalledBack {

    private final Call call;
    private final Exchange exchange;

    /** The agent who hears ringing tone; null while there is none. */
    private @Nullable String agent;

    CalledBack(Call call, Exchange exchange) {
        this.call = call;
        this.exchange = exchange;
    }

    /**
     * An agent has answered, and the caller's phone rings now, or does already.
     *
     * @return false when the caller is there
     */
    boolean awaits(PartyLeg leg, String name) {
        if (!call.legs().served().answersLater()) {
            return false;
        }
        agent = name;
        call.talk(call.legs().served(), leg);
        leg.media().tone(ToneTable.RINGBACK);
        return true;
    }

    /** The caller is there: both hear each other, or the caller hears what others hear who wait. */
    void answered(PartyLeg leg) {
        if (!(leg instanceof CallerLeg caller)) {
            return;
        }
        var callback = caller.callback();
        if (callback == null || leg != call.legs().served()) {
            return;
        }
        call.age().beginsAnew();
        if (callback.standsIn()) {
            callback.reached();
            joins(leg);
        }
    }

    private void joins(PartyLeg leg) {
        var waits = agent;
        agent = null;
        if (waits != null && call.legs().conversation() != null) {
            call.log().answeredBy(waits, true, exchange.now());
            call.legs().connect();
            call.legs().recording().answered(true);
        } else if (call.queue().isTaken()) {
            leg.media().music(); // The agent who was there has gone meanwhile.
        }
    }

    /** The caller's leg is over; who was called and did not answer is not one who hung up. */
    void ended(CallerLeg leg) {
        var callback = leg.callback();
        if (callback != null && !leg.isConfirmed()) {
            call.log().notReached(callback.hasCalled());
            call.log().ended("switch", exchange.now());
        }
    }
}
