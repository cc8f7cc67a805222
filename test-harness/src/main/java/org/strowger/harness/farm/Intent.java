package org.strowger.harness.farm;

import java.util.random.RandomGenerator;

/**
 * What one caller is going to do. Drawn before its INVITE, so that it does not depend on what comes
 * when.
 *
 * @param leaveAfter from the INVITE, in microseconds; -1: does not leave by itself
 * @param talk from the answer, in microseconds; -1: until the far side hangs up
 * @param phase where it vanishes, if it does
 */
record Intent(CallerBehaviour.Kind kind, long leaveAfter, long talk, Phase phase) {

    /** Phases of a call in which one may vanish. */
    enum Phase {
        WAITING,
        /** The 200 is there and gets no ACK. */
        AT_ANSWER,
        TALKING
    }

    static Intent draw(CallPlan plan, RandomGenerator random) {
        var kind = plan.behaviour().draw(random);
        long leave =
                switch (kind) {
                    case HANG_UP_EARLY, VANISH -> plan.early().draw(random);
                    case HANG_UP_RANDOM -> plan.leaves().draw(random);
                    default -> -1;
                };
        var drawn = plan.talk();
        long talk = drawn == null ? -1 : drawn.draw(random);
        var phase = Phase.values()[random.nextInt(3)];
        return switch (kind) {
            case VANISH -> {
                long most = talk < 0 ? Ground.T2 : talk;
                yield new Intent(kind, leave, random.nextLong(most + 1), phase);
            }
            case HANG_UP_EARLY, HANG_UP_AT_ANSWER -> new Intent(kind, leave, 0, phase);
            case HANG_UP_RANDOM -> new Intent(kind, leave, -1, phase);
            case NORMAL, LATE_OFFER -> new Intent(kind, -1, talk, phase);
        };
    }

    boolean vanishes() {
        return kind == CallerBehaviour.Kind.VANISH;
    }

    boolean vanishes(Phase here) {
        return vanishes() && phase == here;
    }
}
