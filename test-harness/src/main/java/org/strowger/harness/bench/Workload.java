package org.strowger.harness.bench;

/** Something that is timed. */
interface Workload {

    /** Short and fixed: its key in the stored ratios. */
    String name();

    /**
     * Does the step so many times.
     *
     * @return something made of all results, so that none of the work can be left out
     */
    long run(int times);
}
