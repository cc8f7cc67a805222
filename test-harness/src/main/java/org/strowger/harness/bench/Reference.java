package org.strowger.harness.bench;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What all steps are measured against: hash maps, octets and short-lived objects, as in a switch,
 * and nothing of the switch itself. It must never change, or all stored ratios lose their meaning.
 */
@State(Scope.Thread)
public class Reference {

    private static final int ENTRIES = 64;
    private static final int OCTETS = 512;

    private final byte[] octets = new byte[OCTETS];
    private int seed;

    /** One piece of work. */
    @Benchmark
    public long work() {
        seed++;
        for (int i = 0; i < OCTETS; i++) {
            octets[i] = (byte) (seed * 31 + i * 17);
        }
        Map<String, Integer> counts = HashMap.newHashMap(ENTRIES);
        for (int i = 0; i < ENTRIES; i++) {
            var key = "key-" + (octets[i * 8] & 0x3F);
            counts.merge(key, octets[i] & 0xFF, Integer::sum);
        }
        long sum = 0;
        for (byte octet : octets) {
            sum = sum * 31 + octet;
        }
        return sum + counts.getOrDefault("key-7", 0);
    }
}
