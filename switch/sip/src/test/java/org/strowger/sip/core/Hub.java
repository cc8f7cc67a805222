package org.strowger.sip.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.Referral;
import org.strowger.sip.SipEvents;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Security;

/** Call control that writes down what it is told, and does what the test says. */
final class Hub implements SipEvents {

    /** Where the last that rang wanted its voice. */
    int earlyPort;

    final List<String> told = new ArrayList<>();
    final List<IncomingLeg> legs = new ArrayList<>();
    final List<LegEvents> listeners = new ArrayList<>();
    final List<Referral> referrals = new ArrayList<>();
    final List<String> pickUpGroup = new ArrayList<>();
    int answerToRefer = 200;
    Consumer<IncomingLeg> onIncoming = _ -> {};
    @Nullable AudioDescription answerToOffers = Bench.OURS;
    Security offeredSecurity = Security.NONE;
    private @Nullable LegEnd lastEnd;

    @Override
    public LegEvents incoming(IncomingLeg leg) {
        legs.add(leg);
        told.add("incoming " + leg.dialled());
        onIncoming.accept(leg);
        return listener("in");
    }

    @Override
    public boolean mayPickUp(String user, String rung) {
        return pickUpGroup.containsAll(List.of(user, rung));
    }

    @Override
    public void reachable(String user) {
        told.add("reachable " + user);
    }

    @Override
    public void unreachable(String user) {
        told.add("unreachable " + user);
    }

    /** What was told since the last look. */
    List<String> told() {
        var since = List.copyOf(told);
        told.clear();
        return since;
    }

    /** Of the leg that ended last. */
    LegEnd lastEnd() {
        return Objects.requireNonNull(lastEnd, "no leg has ended");
    }

    IncomingLeg leg() {
        return legs.getLast();
    }

    LegEvents listener(String name) {
        var listener = new Listener(name);
        listeners.add(listener);
        return listener;
    }

    /** Hears of one leg. */
    private final class Listener implements LegEvents {

        private final String name;

        Listener(String name) {
            this.name = name;
        }

        @Override
        public void ringing(int status, @Nullable AudioDescription early) {
            earlyPort = early == null ? earlyPort : early.address().getPort();
            told.add(name + " " + status + (early == null ? "" : " early"));
        }

        @Override
        public void answered(AudioDescription answer) {
            told.add(name + " answered " + answer.address().getPort());
        }

        @Override
        public void answeredAgain(AudioDescription answer) {
            told.add(name + " again " + answer.address().getPort());
        }

        @Override
        public void confirmed() {
            told.add(name + " confirmed");
        }

        @Override
        public AudioDescription offerDue(AudioDescription everything) {
            return everything.with(offeredSecurity);
        }

        @Override
        public @Nullable AudioDescription offered(AudioDescription offer) {
            told.add(name + " offered " + offer.direction());
            return answerToOffers;
        }

        @Override
        public int referred(Referral referral) {
            told.add(name + " referred " + referral.number());
            referrals.add(referral);
            return answerToRefer;
        }

        @Override
        public void keyByInfo(char key, int durationMillis) {
            told.add(name + " key " + key + " " + durationMillis);
        }

        @Override
        public void ended(LegEnd end) {
            lastEnd = end;
            told.add(name + " ended " + end.cause() + " " + end.status());
        }
    }
}
