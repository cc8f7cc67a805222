package org.strowger.call;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;

/**
 * A call whose caller has dialled a conference: he is asked for its PIN if it has one, and is in it
 * until one of both ends the call. The keys of a PIN are written down nowhere, and what is recorded
 * meanwhile is silence.
 */
final class ConferenceVisit implements Detour {

    private static final String ASKING = "en/conference-pin";
    private static final String WRONG = "en/wrong-pin";

    /** What is said to who is asked for a PIN. */
    static final List<String> PROMPTS = List.of(ASKING, WRONG);

    private static final int TRIES = 3;
    private static final long PATIENCE_MICROS = TimeUnit.SECONDS.toMicros(20);
    private static final int MOST_DIGITS = 32;
    private static final char END = '#';
    private static final char ANEW = '*';

    private enum State {
        BEFORE,
        ASKED,
        IN,
        OVER
    }

    private final Call call;
    private final Exchange exchange;
    private final CallerLeg member;
    private final Destination.Conference to;
    private final StringBuilder digits = new StringBuilder();
    private State state = State.BEFORE;
    private int tries;
    private final OneTimer timer;

    ConferenceVisit(Call call, Exchange exchange, CallerLeg member, Destination.Conference to) {
        this.call = call;
        this.exchange = exchange;
        this.timer = new OneTimer(exchange);
        this.member = member;
        this.to = to;
    }

    /** Answers, or refuses when it is full, or when its PIN is being guessed. */
    void begin() {
        if (exchange.conferences().isFull(to.number()) || isShut()) {
            call.refuse(486);
            return;
        }
        call.detour(this);
        member.answer();
    }

    /** As long as the call. */
    @Override
    public boolean passes() {
        return false;
    }

    @Override
    public void confirmed(PartyLeg leg) {
        if (leg != member || state != State.BEFORE) {
            return;
        }
        if (to.pin().isEmpty()) {
            enter();
        } else {
            state = State.ASKED;
            call.legs().recording().mask(true);
            ask(List.of(ASKING));
        }
    }

    private void ask(List<String> prompts) {
        digits.setLength(0);
        member.media().play(++tries, prompts);
        timer.start(PATIENCE_MICROS, () -> call.guarded(this::check));
    }

    @Override
    public boolean key(PartyLeg leg, char key) {
        if (leg != member || state != State.ASKED) {
            return false;
        }
        if (digits.isEmpty()) {
            member.media().silence(); // Who knows it need not hear the question to its end.
        }
        if (key == END) {
            check();
        } else if (key == ANEW) {
            digits.setLength(0);
        } else if (digits.length() < MOST_DIGITS) {
            digits.append(key);
        }
        return true;
    }

    /** The PIN is whole, or was not in time. */
    private void check() {
        timer.stop();
        if (state != State.ASKED) {
            return;
        }
        if (!isShut() && to.pin().contentEquals(digits)) {
            enter();
            return;
        }
        countWrong();
        if (tries < TRIES) {
            ask(List.of(WRONG, ASKING));
        } else {
            call.hangUp(Reason.normal("wrong PIN"));
        }
    }

    /**
     * While its PIN is being guessed no caller from outside comes in, not even with the right one.
     */
    private boolean isShut() {
        return member.user() == null
                && exchange.conferences().wrongPins().areTooMany(to.number(), exchange.now());
    }

    private void countWrong() {
        var wrongPins = exchange.conferences().wrongPins();
        if (digits.isEmpty()) {
            return; // Nothing was pressed in time.
        }
        if (member.user() == null) {
            wrongPins.add(to.number(), member.number(), exchange.now());
        } else {
            wrongPins.addOfUser();
        }
    }

    private void enter() {
        call.legs().recording().mask(false);
        state = State.OVER;
        switch (exchange.conferences().enter(to, member)) {
            case IN -> {
                state = State.IN;
                call.state(Call.State.TALKING);
            }
            case FULL -> call.hangUp(Reason.of(Q850.USER_BUSY, "the conference is full"));
            case NO_ROOM -> call.failed("there is no room for the conference " + to.number());
        }
    }

    @Override
    public void holdChanged(PartyLeg leg) {
        if (leg == member && state == State.IN) {
            exchange.conferences().holdChanged(to.number(), member);
        }
    }

    @Override
    public void callEnds() {
        timer.stop();
        if (state == State.IN) {
            exchange.conferences().leave(to.number(), member);
        }
        state = State.OVER;
    }
}
