package org.strowger.harness.figures;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Octets of the objects that live on this JVM's heap, by class, as the JVM counts them in a full
 * collection: headers and padding are in, what is about to be collected is not.
 */
record ClassHistogram(Map<String, Long> octets) {

    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)");

    /** What the collector writes into gaps between objects. */
    private static final String FILLER = "jdk.internal.vm.Filler";

    ClassHistogram {
        octets = new TreeMap<>(octets);
    }

    /** Now. */
    static ClassHistogram now() {
        try {
            var text =
                    ManagementFactory.getPlatformMBeanServer()
                            .invoke(
                                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                    "gcClassHistogram",
                                    new Object[] {new String[0]},
                                    new String[] {String[].class.getName()});
            return of((String) text);
        } catch (JMException e) {
            throw new IllegalStateException("this JVM does not count its objects", e);
        }
    }

    /** The same with another count in it, as the next will have this one in it. */
    static ClassHistogram besideOne() {
        var other = now();
        try {
            return now();
        } finally {
            Reference.reachabilityFence(other);
        }
    }

    /** Reads what {@code jcmd PID GC.class_histogram} prints. */
    static ClassHistogram of(String histogram) {
        var octets = new TreeMap<String, Long>();
        var line = LINE.matcher(histogram);
        while (line.find()) {
            if (!line.group(2).contains(FILLER)) {
                octets.merge(line.group(2), Long.valueOf(line.group(1)), Long::sum);
            }
        }
        if (octets.isEmpty()) {
            throw new IllegalStateException("no classes in " + histogram);
        }
        return new ClassHistogram(octets);
    }

    long total() {
        return octets.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Octets a class has more than before, divided by {@code parts}; the most first. */
    Map<String, Double> grown(ClassHistogram before, int parts, int most) {
        var grown = new LinkedHashMap<String, Double>();
        octets.entrySet().stream()
                .map(e -> Map.entry(e.getKey(), e.getValue() - before.octetsOf(e.getKey())))
                .sorted(Comparator.comparingLong(e -> -e.getValue()))
                .limit(most)
                .forEach(
                        e -> grown.put(e.getKey(), Math.round(10.0 * e.getValue() / parts) / 10.0));
        return grown;
    }

    private long octetsOf(String name) {
        return octets.getOrDefault(name, 0L);
    }
}
