package org.strowger.harness.city;

/**
 * One day that was as it must be.
 *
 * @param hash of everything that happened
 * @param callers who dialled, and are done
 * @param records of calls, those of agents too
 * @param offers that the distributor made
 * @param crashes of the switch
 * @param datagrams sent, and how many were lost
 * @param events that the trace has: datagrams, what goes in and out of the distributor and the
 *     spool, what people and faults do
 * @param steps of the simulation
 * @param simulatedMicros from the first step to rest
 */
public record CityResult(
        long seed,
        String hash,
        int callers,
        int records,
        long offers,
        int crashes,
        long datagrams,
        long lost,
        long events,
        long steps,
        long simulatedMicros) {}
