package org.strowger.call;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Referral;

/**
 * A call that is parked: its party hears music until somebody dials the slot. After a time who
 * parked it is called, again and again, until somebody takes the call or the party hangs up.
 */
final class ParkedCall implements Detour {

    private final Call call;
    private final Exchange exchange;
    private final PartyLeg stays;
    private final String slot;
    private final String parker;
    private final long returnMicros;
    private @Nullable PartyLeg asker;
    private @Nullable Referral referral;
    private @Nullable DirectConnection back;
    private final OneTimer timer;
    private boolean over;

    /**
     * Takes the slot.
     *
     * @param asker the leg of the local user who parks
     * @param stays the party that is parked
     * @param returnMicros how long before who parked it is called
     */
    ParkedCall(PartyLeg asker, PartyLeg stays, String slot, long returnMicros) {
        this.call = asker.call();
        this.exchange = asker.exchange();
        this.timer = new OneTimer(exchange);
        this.asker = asker;
        this.stays = stays;
        this.slot = slot;
        var user = asker.user();
        this.parker = user == null ? "" : user;
        this.returnMicros = returnMicros;
        exchange.parking().put(slot, this);
    }

    /** What says a slot's number, digit by digit. */
    static List<String> prompts(String slot) {
        return slot.chars().mapToObj(digit -> "en/digit-" + (char) digit).toList();
    }

    /** The REFER has been answered: who parks hears the slot, and then its part is over. */
    void announce(Referral asked) {
        if (over) {
            asked.progress(487); // So short a time, and the party has hung up.
            return;
        }
        park();
        referral = asked;
        var by = asker;
        if (by == null) {
            told(); // It has hung up meanwhile.
        } else {
            by.media().play(1, prompts(slot));
        }
    }

    /** Who parks hears the slot in another call. */
    void begin() {
        park();
        told();
    }

    private void park() {
        call.state(Call.State.PARKED);
        call.legs().serve(stays);
        stays.media().music();
        later(returnMicros, this::goBack);
    }

    private void told() {
        var asked = referral;
        var by = asker;
        referral = null;
        asker = null;
        if (asked != null) {
            asked.progress(200);
        }
        if (by != null) {
            by.release("Call parked");
        }
    }

    private void later(long micros, Runnable then) {
        timer.start(micros, () -> call.guarded(then));
    }

    private void goBack() {
        back = call.legs().ringBack(parker);
    }

    /** Somebody has dialled the slot. */
    void takenBy(CallerLeg next) {
        if (over) {
            next.reject(480);
            return;
        }
        next.answer();
        if (!next.isAnswered()) {
            return;
        }
        if (back != null) {
            back.completedElsewhere();
        }
        leave();
        call.talk(stays, next);
    }

    long affinity() {
        return stays.affinity();
    }

    Call call() {
        return call;
    }

    private void leave() {
        over = true;
        timer.stop();
        exchange.parking().remove(slot, this);
        call.detour(NONE);
        told();
    }

    @Override
    public boolean rings(DirectConnection to) {
        return true; // The party hears music all the while.
    }

    @Override
    public boolean hears(DirectConnection to, OutLeg leg) {
        return true; // As above.
    }

    @Override
    public boolean answered(DirectConnection to, PartyLeg by) {
        if (to != back) {
            return false;
        }
        leave();
        call.talk(stays, by);
        return true;
    }

    @Override
    public boolean failed(DirectConnection to, LegEnd end) {
        if (to != back) {
            return false;
        }
        back = null;
        later(returnMicros, this::goBack);
        return true;
    }

    @Override
    public boolean ended(PartyLeg leg) {
        if (leg != asker) {
            return false;
        }
        leg.release();
        asker = null;
        if (referral != null) {
            told();
        }
        return true;
    }

    @Override
    public void played(PartyLeg leg) {
        if (leg == asker) {
            told();
        }
    }

    @Override
    public void callEnds() {
        over = true;
        timer.stop();
        exchange.parking().remove(slot, this);
        told();
    }
}
