package org.strowger.harness.relay;

/**
 * What happened to the datagrams of one direction.
 *
 * @param received by the relay
 * @param lost by the weather
 * @param cut that came while nothing passed
 * @param duplicated one more was made of them
 * @param delivered handed on, duplicates too
 * @param refused that found no room, or no flow, or that the kernel did not take
 */
public record Counts(
        long received, long lost, long cut, long duplicated, long delivered, long refused) {}
