package org.strowger.sip.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.Dialog;

/**
 * Keys that one leg's peer is told by INFO, in {@code application/dtmf-relay}: one after the other,
 * each when the one before has been answered, so that none overtakes another.
 */
final class InfoKeys {

    /** So many wait; more are dropped, for who does not answer is told nothing. */
    static final int MOST_WAITING = 32;

    private static final String RELAY = "application/dtmf-relay";

    private final Leg leg;
    private final Dialog dialog;
    private final Queue<String> waiting = new ArrayDeque<>(1);
    private boolean sent;

    InfoKeys(Leg leg, Dialog dialog) {
        this.leg = leg;
        this.dialog = dialog;
    }

    void add(char key, int durationMillis) {
        if (waiting.size() == MOST_WAITING) {
            leg.sip().count(SipCounter.INFO_DROPPED);
            return;
        }
        waiting.add("Signal=" + key + "\r\nDuration=" + durationMillis + "\r\n");
        if (!sent) {
            next();
        }
    }

    private void next() {
        var sip = leg.sip();
        var body = leg.over() || leg.hangingUp() ? null : waiting.poll();
        sent = body != null;
        if (body != null) {
            var octets = body.getBytes(StandardCharsets.US_ASCII);
            var lines = sip.contact(dialog.flow()) + SipContext.USER_AGENT;
            new DialogRequest(
                            sip,
                            dialog,
                            dialog.flow(),
                            "INFO",
                            lines,
                            RELAY,
                            octets,
                            new Leg.Outcome() {
                                @Override
                                void known() {
                                    next();
                                }
                            })
                    .send();
        }
    }
}
