package org.strowger.harness.farm;

import org.jspecify.annotations.Nullable;

/**
 * Calls that a {@link CallerFarm} makes.
 *
 * @param number the number dialled
 * @param callsPerSecond above 0; the calls keep to it whatever the switch does
 * @param calls how many there are in all
 * @param firstCaller number of the first caller; each call has one of its own, one more each time
 * @param behaviour what share does what
 * @param talk from the answer to the BYE; null: waits for the other side's BYE
 * @param early when HANG_UP_EARLY gives up, and when VANISH does if it does while it waits; from
 *     the INVITE
 * @param leaves when HANG_UP_RANDOM leaves, from the INVITE
 * @param seed of the behaviour: the same seed gives every caller the same intent
 */
public record CallPlan(
        String number,
        double callsPerSecond,
        int calls,
        long firstCaller,
        CallerBehaviour behaviour,
        @Nullable TalkTime talk,
        TalkTime early,
        TalkTime leaves,
        long seed) {

    private static final long FIRST_CALLER = 5_550_000;
    private static final double MICROS = 1_000_000;

    public CallPlan {
        if (!(callsPerSecond > 0) || calls < 1) {
            throw new IllegalArgumentException("a plan needs calls and a rate above 0");
        }
    }

    /**
     * Callers from 5550000 on who talk until the far side hangs up; those told to give up early do
     * so in 100 ms, those who leave at random in 5 s.
     */
    public static CallPlan of(String number, double callsPerSecond, int calls) {
        return new CallPlan(
                number,
                callsPerSecond,
                calls,
                FIRST_CALLER,
                CallerBehaviour.NORMAL,
                null,
                TalkTime.parse("uniform:0ms-100ms"),
                TalkTime.parse("uniform:0ms-5s"),
                1);
    }

    /**
     * When a call is due, from the beginning on.
     *
     * @param number of the call, from 0
     */
    long dueMicros(int number) {
        return (long) (number * MICROS / callsPerSecond);
    }

    /** The same from another caller on. */
    public CallPlan callersFrom(long first) {
        return new CallPlan(
                number, callsPerSecond, calls, first, behaviour, talk, early, leaves, seed);
    }

    /** The same with other shares. */
    public CallPlan behaving(CallerBehaviour other, long otherSeed) {
        return new CallPlan(
                number, callsPerSecond, calls, firstCaller, other, talk, early, leaves, otherSeed);
    }

    /** The same, but hangs up after that time. */
    public CallPlan talking(TalkTime other) {
        return new CallPlan(
                number, callsPerSecond, calls, firstCaller, behaviour, other, early, leaves, seed);
    }

    /** The same with other moments to give up. */
    public CallPlan givingUp(TalkTime otherEarly, TalkTime otherLeaves) {
        return new CallPlan(
                number,
                callsPerSecond,
                calls,
                firstCaller,
                behaviour,
                talk,
                otherEarly,
                otherLeaves,
                seed);
    }
}
