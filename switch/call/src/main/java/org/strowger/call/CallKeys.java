package org.strowger.call;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.LegEvents;
import org.strowger.sip.Referral;

/**
 * The keys that a local user presses in a conversation. Those of a code are kept from the other
 * party; what turns out to be none is pressed for it a moment later.
 */
final class CallKeys {

    private static final char DONE = '#';
    private static final char BACK = '*';
    private static final int LONGEST_NUMBER = 32;
    private static final long CODE_MICROS = TimeUnit.SECONDS.toMicros(1);
    private static final long NUMBER_MICROS = TimeUnit.SECONDS.toMicros(4);

    private final PartyLeg leg;
    private final KeyCodes codes;
    private final StringBuilder pressed = new StringBuilder();
    private String code = "";
    private final OneTimer timer;

    CallKeys(PartyLeg leg, Exchange exchange) {
        this.leg = leg;
        this.timer = new OneTimer(exchange);
        this.codes = exchange.plan().keys();
    }

    /** The user talks from now on. */
    void begin() {
        stop();
        leg.media().withhold(codes.first());
    }

    /** The user talks no more, or is told of something: what was pressed means nothing. */
    void stop() {
        timer.stop();
        pressed.setLength(0);
        code = "";
    }

    /**
     * A key was pressed.
     *
     * @param withheld whether the other party did not hear it
     */
    void key(char key, boolean withheld) {
        if (code.isEmpty()) {
            ofCode(key, withheld);
        } else {
            ofNumber(key);
        }
    }

    private void ofCode(char key, boolean withheld) {
        if (!withheld) {
            return; // Of no code, and heard already.
        }
        pressed.append(key);
        var keys = pressed.toString();
        if (codes.isCode(keys)) {
            recognized(keys);
        } else if (codes.isBeginning(keys)) {
            later(CODE_MICROS, this::giveBack);
        } else {
            giveBack();
        }
    }

    private void recognized(String keys) {
        pressed.setLength(0);
        if (!leg.call().detour().pressed(leg, keys)) {
            code = keys;
            listen();
        }
    }

    private void later(long micros, Runnable then) {
        timer.start(micros, () -> leg.call().guarded(then));
    }

    private void giveBack() {
        var keys = pressed.toString();
        begin();
        leg.media().press(keys);
    }

    /** The number follows; the other party hears music meanwhile. */
    private void listen() {
        var talk = leg.call().legs().conversation();
        if (talk != null && talk.has(leg)) {
            talk.with(leg).media().music();
            leg.media().silence();
        }
        later(NUMBER_MICROS, this::numberIsThere);
    }

    private void ofNumber(char key) {
        if (key == DONE) {
            numberIsThere();
        } else if (key == BACK && pressed.isEmpty()) {
            goBack();
        } else if (pressed.length() < LONGEST_NUMBER) {
            pressed.append(key);
            later(NUMBER_MICROS, this::numberIsThere);
        }
    }

    private void numberIsThere() {
        var number = pressed.toString();
        boolean consults = code.equals(codes.consult());
        begin();
        if (Referrals.blind(leg, new ByKeys(number), consults) >= 300) {
            goBack();
        }
    }

    /** Both talk as before. */
    private void goBack() {
        begin();
        leg.call().legs().connect();
    }

    /** As REFER would ask for it; who presses keys hears how it goes. */
    private record ByKeys(String number) implements Referral {
        @Override
        public @Nullable LegEvents replaced() {
            return null;
        }

        @Override
        public void progress(int status) {
            // Heard, not told.
        }
    }
}
