package org.strowger.harness.load.result;

/**
 * Where and with what a run was made.
 *
 * @param cores processors that the JVM sees
 * @param memory octets of the machine
 */
public record Machine(
        String processor,
        int cores,
        long memory,
        String kernel,
        String java,
        String strowger,
        String sipp) {}
