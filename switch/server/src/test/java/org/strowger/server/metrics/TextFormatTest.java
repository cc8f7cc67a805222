package org.strowger.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The same text as the library's own writer makes. */
class TextFormatTest {

    private static final Labels ODD = Labels.of("name", "\\ \"quoted\"\nüber", "b", "");

    private static void same(MetricSnapshot... metrics) throws IOException {
        var all = MetricSnapshots.of(metrics);
        var theirs = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(theirs, all);
        assertEquals(theirs.toString(UTF_8), TextFormat.of(all, 10));
    }

    private static GaugeDataPointSnapshot gauge(double value, String label) {
        return GaugeDataPointSnapshot.builder()
                .labels(Labels.of("label", label))
                .value(value)
                .build();
    }

    @Test
    void gaugesWithEveryKindOfNumber() throws IOException {
        same(
                GaugeSnapshot.builder()
                        .name("some_gauge")
                        .help("back\\slash, \"quotes\",\nlines")
                        .dataPoint(gauge(Double.NaN, "a"))
                        .dataPoint(gauge(Double.POSITIVE_INFINITY, "b"))
                        .dataPoint(gauge(Double.NEGATIVE_INFINITY, "c"))
                        .dataPoint(gauge(1e-9, "d"))
                        .dataPoint(gauge(123_456_789_012.0, "e"))
                        .dataPoint(GaugeDataPointSnapshot.builder().labels(ODD).value(0).build())
                        .build());
    }

    @Test
    void countersWithAndWithoutLabels() throws IOException {
        same(
                CounterSnapshot.builder()
                        .name("plain")
                        .help("Plain")
                        .dataPoint(CounterDataPointSnapshot.builder().value(7).build())
                        .build(),
                CounterSnapshot.builder()
                        .name("with_labels")
                        .dataPoint(CounterDataPointSnapshot.builder().labels(ODD).value(8).build())
                        .build());
    }

    @Test
    void histogramsAddUp() throws IOException {
        var buckets =
                ClassicHistogramBuckets.of(
                        new double[] {0.0033, 10, Double.POSITIVE_INFINITY}, new long[] {1, 0, 2});
        same(
                HistogramSnapshot.builder()
                        .name("some_seconds")
                        .help("Some")
                        .dataPoint(
                                HistogramDataPointSnapshot.builder()
                                        .classicHistogramBuckets(buckets)
                                        .sum(20.007)
                                        .build())
                        .dataPoint(
                                HistogramDataPointSnapshot.builder()
                                        .labels(ODD)
                                        .classicHistogramBuckets(buckets)
                                        .sum(0)
                                        .build())
                        .build());
    }

    @Test
    void summariesAndWhatRuns() throws IOException {
        same(
                SummarySnapshot.builder()
                        .name("pause_seconds")
                        .help("Pauses")
                        .dataPoint(
                                SummaryDataPointSnapshot.builder()
                                        .labels(ODD)
                                        .count(3)
                                        .sum(0.25)
                                        .quantiles(Quantiles.of(new Quantile(0.5, 0.1)))
                                        .build())
                        .build(),
                InfoSnapshot.builder()
                        .name("build")
                        .help("What runs")
                        .dataPoint(InfoDataPointSnapshot.builder().labels(ODD).build())
                        .build());
    }

    @Test
    void aKindThatTheSwitchHasNotIsNotLeftOut() {
        var states = StateSetSnapshot.builder().name("states").build();
        assertThrows(
                IllegalArgumentException.class,
                () -> TextFormat.of(MetricSnapshots.of(states), 10));
    }
}
