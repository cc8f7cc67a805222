package org.strowger.harness.load.result;

/**
 * What the distributor did in a round, from its journal.
 *
 * @param queued calls that entered a queue
 * @param answered by an agent
 * @param left before an agent answered
 * @param offers made
 * @param refused offers that ended as refused, failed, withdrawn or rung out
 * @param waits of the answered, from entering the queue
 */
public record Queueing(
        long queued, long answered, long left, long offers, long refused, Percentiles waits) {}
