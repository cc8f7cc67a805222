package org.strowger.harness.city;

/** Told now and then how far a day has come. What it does with that, the day never knows. */
@FunctionalInterface
public interface Onlooker {

    /**
     * So far.
     *
     * @param simulatedMicros since the day began
     * @param callers who dialled, and are done
     * @param steps of the simulation
     */
    void sees(long simulatedMicros, int callers, long steps);

    /** Nobody looks. */
    static Onlooker none() {
        return (_, _, _) -> {};
    }
}
