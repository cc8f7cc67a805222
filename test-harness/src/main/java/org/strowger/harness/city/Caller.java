package org.strowger.harness.city;

import java.net.InetSocketAddress;
import java.util.List;

/** Somebody who dials once, and knows what became of the call. */
final class Caller extends Phone implements Dial.Ears {

    /** A key, so long after the switch answered. */
    record Press(long afterMicros, char key) {}

    /**
     * What the caller means to do.
     *
     * @param leavesMicros hangs up so long after dialling
     * @param vanishesMicros falls silent so long after dialling; 0 for never
     */
    record Plan(
            String dialled,
            List<Press> keys,
            long leavesMicros,
            long vanishesMicros,
            boolean lateOffer) {}

    /** So long a phone answers what is repeated. */
    private static final long LINGER = TIMEOUT + 10 * Street.SECOND;

    private final Plan plan;
    private final Truth truth;
    private final Dial dial;
    private final long dialledMicros;
    private final StringBuilder pressed = new StringBuilder();
    private long answeredMicros;
    private long leftMicros;
    private long overMicros;
    private long vanishedMicros;
    private long crashedMicros;
    private int how = -1;

    Caller(Street street, InetSocketAddress address, String number, Plan plan, Truth truth) {
        super(street, address, number);
        this.plan = plan;
        this.truth = truth;
        this.dialledMicros = street.now();
        this.dial = new Dial(this, plan.dialled, "", plan.lateOffer, this);
    }

    void dial() {
        street().network().join(address(), this);
        truth.begins(this);
        street().trace().say("caller " + user() + " dials", plan.dialled);
        dial.begin();
        street().agenda().after(plan.leavesMicros, this::leave);
        if (plan.vanishesMicros > 0) {
            street().agenda().after(plan.vanishesMicros, this::vanish);
        }
    }

    String dialled() {
        return plan.dialled;
    }

    boolean cameByTrunk() {
        return address().getAddress().equals(Street.CARRIER.getAddress());
    }

    String pressed() {
        return pressed.toString();
    }

    long dialledMicros() {
        return dialledMicros;
    }

    /** The switch's 200 came; 0 when it never did. */
    long answeredMicros() {
        return answeredMicros;
    }

    /** The caller began to hang up; 0 for never. */
    long leftMicros() {
        return leftMicros;
    }

    long overMicros() {
        return overMicros;
    }

    /** Fell silent; 0 for never. */
    long vanishedMicros() {
        return vanishedMicros;
    }

    /** The switch died while this caller was in a call; 0 for never. */
    long crashedMicros() {
        return crashedMicros;
    }

    /** Whether a refusal said when to come again. */
    boolean isToldWhenToRetry() {
        return dial.isToldWhenToRetry();
    }

    /** How it ended, as {@link Dial.Ears#over} says; -1 while it lasts, and when it vanished. */
    int how() {
        return how;
    }

    private void leave() {
        if (overMicros == 0) {
            leftMicros = street().now();
            dial.hangUp();
        }
    }

    private void vanish() {
        if (overMicros == 0) {
            vanishedMicros = street().now();
            street().trace().say("caller " + user(), "vanishes");
            street().network().silence(address());
            dial.drop();
            forgetAll();
            done();
        }
    }

    /** The line went dead; after a while the caller gives up. */
    void switchDied() {
        if (overMicros == 0) {
            crashedMicros = street().now();
            street().agenda().after(street().chance().between(1, 20) * Street.SECOND, this::leave);
        }
    }

    @Override
    void request(Message request) {
        if (request.header("Call-ID").equals(dial.callId())) {
            dial.request(request);
        } else if (!request.method().equals("ACK")) {
            send(response(request, 481, street().token(), "", ""));
        }
    }

    @Override
    void inviteResponse(Message response) {
        dial.response(response);
    }

    @Override
    public void answered(Message ok) {
        answeredMicros = street().now();
        int port = ok.audioPort();
        for (var press : plan.keys) {
            street().agenda().after(press.afterMicros, () -> press(port, press.key));
        }
    }

    private void press(int port, char key) {
        if (dial.isTalking()) {
            pressed.append(key);
            street().media().press(port, key);
        }
    }

    @Override
    public void answeredTwice() {
        truth.complain("caller " + user() + " was answered twice");
    }

    @Override
    public void over(int end) {
        how = end;
        done();
    }

    private void done() {
        overMicros = street().now();
        street().trace().say("caller " + user() + " is done", how);
        truth.ends(this);
        street().agenda().after(LINGER, () -> street().network().leave(address()));
    }

    @Override
    public String toString() {
        return ("caller %s of %s: dialled %d answered %d left %d over %d how %d vanished %d"
                        + " crashed %d pressed \"%s\"")
                .formatted(
                        user(),
                        plan.dialled,
                        dialledMicros,
                        answeredMicros,
                        leftMicros,
                        overMicros,
                        how,
                        vanishedMicros,
                        crashedMicros,
                        pressed);
    }
}
