package org.strowger.harness.load.result;

/**
 * What a round took of the machine. Of the switch, but for {@link #generatorCpuSeconds}.
 *
 * @param switchCpuSeconds of all its threads, from the first call to the last and its records
 * @param generatorCpuSeconds of SIPp, agents and our RTP together
 * @param cpuMicrosPerCall switchCpuSeconds over attempted calls
 * @param heapBefore live objects before the first call, after a full collection
 * @param heapAfter the same after the last
 * @param heapPeak used at the worst sample
 * @param rssPeak resident memory at the worst sample
 * @param gcPauses how many
 * @param gcPauseMicros their sum
 * @param gcLongestPauseMicros the longest
 * @param longestSignallingStepMicros the longest that one step held the signalling thread
 */
public record Cost(
        double switchCpuSeconds,
        double generatorCpuSeconds,
        double cpuMicrosPerCall,
        long heapBefore,
        long heapAfter,
        long heapPeak,
        long rssPeak,
        long gcPauses,
        long gcPauseMicros,
        long gcLongestPauseMicros,
        long longestSignallingStepMicros) {}
