package org.strowger.call;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.strowger.media.ToneTable;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;

/**
 * A call whose caller has dialled a conference, or whose party was sent to one: who comes is asked
 * for its PIN if it has one, and is in it until one of both ends the call. The keys of a PIN are
 * written down nowhere, and what is recorded meanwhile is silence.
 *
 * <p>A member's keys are *6, to be heard no more and again, of which he hears one beep and two; and
 * of who moderates *7, which silences all others, and *8, which ends that.
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
    private static final char CODE = '*';
    private static final char MUTE = '6';
    private static final char SILENCE = '7';
    private static final char RESUME = '8';

    private enum State {
        BEFORE,
        ASKED,
        IN,
        OVER
    }

    private final Call call;
    private final Exchange exchange;
    private final PartyLeg member;
    private final Destination.Conference to;
    private final StringBuilder digits = new StringBuilder();
    private State state = State.BEFORE;
    private int tries;
    private int told;
    private boolean code; // its first key was pressed
    private final OneTimer timer;

    ConferenceVisit(Call call, PartyLeg member, Destination.Conference to) {
        this.call = call;
        this.exchange = member.exchange();
        this.timer = new OneTimer(exchange);
        this.member = member;
        this.to = to;
    }

    /** Answers, or refuses when it is full, or when its PIN is being guessed. */
    void begin() {
        if (!exchange.conferences().takes(to, member, exchange.now())) {
            call.refuse(486);
            return;
        }
        call.detour(this);
        member.answer();
    }

    /** The same of a party that was answered before, and that the conference takes. */
    void comesIn() {
        call.detour(this);
        call.state(Call.State.SCRIPT);
        confirmed(member);
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
            enter(false);
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
        if (leg == member && state == State.IN) {
            control(key);
            return true;
        }
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

    private void control(char key) {
        var there = exchange.conferences().at(to.number());
        if (code && there != null) {
            switch (key) {
                case MUTE -> tell(there.mute(member) ? 1 : 2);
                case SILENCE -> there.silence(member, true);
                case RESUME -> there.silence(member, false);
                default -> {}
            }
        }
        code = key == CODE;
    }

    /** So many beeps for the member alone, who hears the others again after them. */
    private void tell(int beeps) {
        if (!member.isHolding()) {
            member.media().play(++told, Collections.nCopies(beeps, ToneTable.BEEP_ID));
        }
    }

    @Override
    public void played(PartyLeg leg) {
        if (leg == member) {
            connect();
        }
    }

    private void connect() {
        var there = exchange.conferences().at(to.number());
        if (state == State.IN && there != null) {
            there.connect(member);
        }
    }

    /** The PIN is whole, or was not in time. */
    private void check() {
        timer.stop();
        if (state != State.ASKED) {
            return;
        }
        boolean moderates = to.isModerators(digits);
        boolean right = moderates || to.pin().contentEquals(digits);
        if (right && !exchange.conferences().isShut(to, member, exchange.now())) {
            enter(moderates);
            return;
        }
        countWrong();
        if (tries < TRIES) {
            ask(List.of(WRONG, ASKING));
        } else {
            call.hangUp(Reason.normal("wrong PIN"));
        }
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

    private void enter(boolean moderates) {
        call.legs().recording().mask(false);
        state = State.OVER;
        switch (exchange.conferences().enter(to, member, moderates)) {
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
        if (leg == member) {
            connect();
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
