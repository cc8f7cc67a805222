package org.strowger.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;

/**
 * Writes what was collected in Prometheus' text format 0.0.4. The library's own writer gives the
 * same text, but takes each character of each help text alone through a lock: that was four fifths
 * of a scrape.
 */
final class TextFormat {

    private final StringBuilder out;

    private TextFormat(int expected) {
        out = new StringBuilder(expected);
    }

    /**
     * The text.
     *
     * @param expected characters it will have, more or less
     * @throws IllegalArgumentException for a kind of metric that the switch has none of
     */
    static String of(MetricSnapshots all, int expected) {
        var text = new TextFormat(expected);
        for (var one : all) {
            text.metric(one);
        }
        return text.out.toString();
    }

    private void metric(MetricSnapshot metric) {
        var name = metric.getMetadata().getPrometheusName();
        switch (metric) {
            case GaugeSnapshot gauge -> {
                head(metric, name, "gauge");
                for (var point : gauge.getDataPoints()) {
                    gauge(name, point);
                }
            }
            case CounterSnapshot counter -> {
                head(metric, name + "_total", "counter");
                for (var point : counter.getDataPoints()) {
                    counter(name + "_total", point);
                }
            }
            case HistogramSnapshot histogram -> {
                head(metric, name, "histogram");
                for (var point : histogram.getDataPoints()) {
                    histogram(name, point);
                }
            }
            case SummarySnapshot summary -> {
                head(metric, name, "summary");
                for (var point : summary.getDataPoints()) {
                    summary(name, point);
                }
            }
            case InfoSnapshot info -> {
                head(metric, name + "_info", "gauge");
                for (var point : info.getDataPoints()) {
                    begin(name, "_info", point.getLabels(), "", 0);
                    end(1L);
                }
            }
            default -> throw new IllegalArgumentException("no text for " + metric.getClass());
        }
    }

    private void head(MetricSnapshot metric, String name, String type) {
        var help = metric.getMetadata().getHelp();
        if (help != null && !help.isEmpty()) {
            out.append("# HELP ").append(name).append(' ');
            escaped(help, false);
            out.append('\n');
        }
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void gauge(String name, GaugeDataPointSnapshot point) {
        begin(name, "", point.getLabels(), "", 0);
        end(point.getValue());
    }

    private void counter(String name, CounterDataPointSnapshot point) {
        begin(name, "", point.getLabels(), "", 0);
        end(point.getValue());
    }

    private void histogram(String name, HistogramDataPointSnapshot point) {
        ClassicHistogramBuckets buckets = point.getClassicBuckets();
        long count = 0;
        for (int i = 0; i < buckets.size(); i++) {
            count += buckets.getCount(i);
            begin(name, "_bucket", point.getLabels(), "le", buckets.getUpperBound(i));
            end(count);
        }
        countAndSum(name, point);
    }

    private void summary(String name, SummaryDataPointSnapshot point) {
        for (var quantile : point.getQuantiles()) {
            begin(name, "", point.getLabels(), "quantile", quantile.getQuantile());
            end(quantile.getValue());
        }
        countAndSum(name, point);
    }

    private void countAndSum(String name, DistributionDataPointSnapshot point) {
        if (point.hasCount()) {
            begin(name, "_count", point.getLabels(), "", 0);
            end(point.getCount());
        }
        if (point.hasSum()) {
            begin(name, "_sum", point.getLabels(), "", 0);
            end(point.getSum());
        }
    }

    /** Everything before the value; {@code more} is a last label, or empty. */
    private void begin(String name, String suffix, Labels labels, String more, double value) {
        out.append(name).append(suffix);
        if (!labels.isEmpty() || !more.isEmpty()) {
            char before = '{';
            for (int i = 0; i < labels.size(); i++) {
                out.append(before).append(labels.getPrometheusName(i)).append("=\"");
                escaped(labels.getValue(i), true);
                out.append('"');
                before = ',';
            }
            if (!more.isEmpty()) {
                out.append(before).append(more).append("=\"");
                number(value);
                out.append('"');
            }
            out.append('}');
        }
        out.append(' ');
    }

    private void end(long value) {
        out.append(value).append('\n');
    }

    private void end(double value) {
        number(value);
        out.append('\n');
    }

    private void number(double value) {
        if (Double.isInfinite(value)) {
            out.append(value > 0 ? "+Inf" : "-Inf");
        } else {
            out.append(value);
        }
    }

    /** A backslash and a line's end, in a label's value a quote too. */
    private void escaped(String text, boolean quotes) {
        if (text.indexOf('\\') < 0 && text.indexOf('\n') < 0 && text.indexOf('"') < 0) {
            out.append(text); // As nearly all are.
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '"' -> out.append(quotes ? "\\\"" : "\"");
                default -> out.append(c);
            }
        }
    }
}
