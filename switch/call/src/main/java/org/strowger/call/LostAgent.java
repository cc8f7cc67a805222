package org.strowger.call;

import org.strowger.sip.LegEnd;

/**
 * Whether the phone of an agent who talks is still there. Where nothing comes from it any more it
 * is asked; who does not answer is lost.
 */
final class LostAgent {

    /** After so long without a packet the phone is asked. */
    private static final long QUIET_MICROS = 2_000_000;

    /** So long it may take to answer: T1 doubles, so it has been asked four times by then. */
    private static final long PATIENCE_MICROS = 4_000_000;

    private final OutLeg leg;
    private final OneTimer patience;
    private final Runnable lost;
    private boolean over;

    /**
     * Watches from now on.
     *
     * @param lost what is done, once, when the phone is not there
     */
    LostAgent(OutLeg leg, Runnable lost) {
        this.leg = leg;
        this.patience = new OneTimer(leg.exchange());
        this.lost = lost;
        leg.media().tellQuiet(QUIET_MICROS);
    }

    /** Nothing comes from it. */
    void quiet() {
        if (!over && !patience.runs()) {
            patience.start(PATIENCE_MICROS, () -> leg.call().guarded(this::isLost));
            leg.askWhetherThere(there -> leg.call().guarded(() -> answered(there)));
        }
    }

    private void answered(boolean there) {
        if (over || !patience.runs()) {
            return;
        }
        patience.stop();
        if (!there) {
            isLost();
        }
    }

    private void isLost() {
        if (!over) {
            stop();
            lost.run();
        }
    }

    /** The conversation is over. */
    void stop() {
        over = true;
        patience.stop();
    }

    /** Whether the phone was lost by what SIP says. */
    static boolean isLost(LegEnd end) {
        return end.cause() == LegEnd.Cause.LOST;
    }
}
