package org.strowger.harness.load.result;

/**
 * A distribution of times in microseconds, from an HdrHistogram of three digits.
 *
 * @param count how many times were measured
 */
public record Percentiles(
        long count, double mean, long p50, long p90, long p99, long p999, long max) {}
