package org.strowger.harness.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One scrape of {@code /metrics}: Prometheus' text format 0.0.4, read. Labels are asked for as
 * name, value, name, value; a sample matches when it has all of them, whatever else it has.
 */
public final class Metrics {

    /** One line: a metric's name without its labels, the labels, and the value. */
    public record Sample(String name, SequencedMap<String, String> labels, double value) {

        boolean matches(String... wanted) {
            for (int i = 0; i < wanted.length; i += 2) {
                if (!wanted[i + 1].equals(labels.get(wanted[i]))) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final Pattern HISTOGRAM = Pattern.compile("# TYPE (\\S+) histogram");

    private final SequencedMap<String, List<Sample>> samples;
    private final Set<String> histograms;

    private Metrics(SequencedMap<String, List<Sample>> samples, Set<String> histograms) {
        this.samples = samples;
        this.histograms = histograms;
    }

    /**
     * Reads a scrape.
     *
     * @throws IllegalArgumentException for a line that is no such format, which it names
     */
    public static Metrics parse(String text) {
        var samples = new LinkedHashMap<String, List<Sample>>();
        text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> new MetricLine(line).read())
                .forEach(sample ->
                        samples.computeIfAbsent(sample.name(), _ -> new ArrayList<>()).add(sample));
        return new Metrics(samples, histograms(text));
    }

    private static Set<String> histograms(String text) {
        return HISTOGRAM
                .matcher(text)
                .results()
                .map(line -> line.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Every name, in the order of the scrape. */
    public Set<String> names() {
        return samples.keySet();
    }

    /** The samples of that name that have these labels; none is no error. */
    public List<Sample> samples(String name, String... labels) {
        return samples.getOrDefault(name, List.of()).stream()
                .filter(sample -> sample.matches(labels))
                .toList();
    }

    /** Their sum; 0 when there is none. */
    public double sum(String name, String... labels) {
        return samples(name, labels).stream().mapToDouble(Sample::value).sum();
    }

    /**
     * The only sample of that name with these labels.
     *
     * @throws IllegalArgumentException when there is none, or more than one
     */
    public double value(String name, String... labels) {
        var found = samples(name, labels);
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "%s %s: %d samples".formatted(name, List.of(labels), found.size()));
        }
        return found.getFirst().value();
    }

    /**
     * A histogram; those of several label sets are added up. Empty while none of these labels has
     * been met: a histogram is shown once there is something in it.
     *
     * @param name without {@code _bucket}
     * @throws IllegalArgumentException when there is none of that name
     */
    public MetricHistogram histogram(String name, String... labels) {
        var buckets = new TreeMap<Double, Double>();
        for (var sample : samples(name + "_bucket", labels)) {
            var bound = sample.labels().getOrDefault("le", "");
            buckets.merge(MetricLine.number(bound), sample.value(), Double::sum);
        }
        if (buckets.isEmpty() && !histograms.contains(name)) {
            throw new IllegalArgumentException(
                    "no histogram " + name + " " + List.of(labels) + " among " + names());
        }
        return new MetricHistogram(buckets, sum(name + "_sum", labels));
    }

    /** All samples by name and labels, for people who look for a mistake. */
    @Override
    public String toString() {
        var all = new LinkedHashMap<String, Map<?, Double>>();
        samples.forEach((name, list) -> {
            var values = new LinkedHashMap<Object, Double>();
            list.forEach(sample -> values.put(sample.labels(), sample.value()));
            all.put(name, values);
        });
        return all.toString();
    }
}
