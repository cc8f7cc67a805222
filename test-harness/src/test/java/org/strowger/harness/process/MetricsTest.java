package org.strowger.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

    private static final String SCRAPE =
            """
            # HELP strowger_calls Calls that live now
            # TYPE strowger_calls gauge
            strowger_calls{state="talking"} 3.0
            strowger_calls{state="script"} 1.0

            strowger_signalling_backlog 7
            strange{a="x\\\\y\\"z\\n{,}",b="",} +Inf 1700000000000
            none NaN
            # TYPE empty_seconds histogram
            # TYPE t_seconds histogram
            t_seconds_bucket{code="200",le="0.001"} 0
            t_seconds_bucket{code="200",le="0.002"} 50
            t_seconds_bucket{code="200",le="0.004"} 90
            t_seconds_bucket{code="200",le="+Inf"} 100
            t_seconds_sum{code="200"} 0.25
            t_seconds_count{code="200"} 100
            """;

    private final Metrics metrics = Metrics.parse(SCRAPE);

    @Test
    void findsValuesByNameAndLabels() {
        assertEquals(3, metrics.value("strowger_calls", "state", "talking"));
        assertEquals(7, metrics.value("strowger_signalling_backlog"));
        assertEquals(4, metrics.sum("strowger_calls"));
        assertEquals(0, metrics.sum("nothing"));
        assertEquals(List.of(), metrics.samples("strowger_calls", "state", "waiting"));
        assertEquals(Double.NaN, metrics.value("none"));
        assertEquals(
                Set.of(
                        "strowger_calls",
                        "strowger_signalling_backlog",
                        "strange",
                        "none",
                        "t_seconds_bucket",
                        "t_seconds_sum",
                        "t_seconds_count"),
                Set.copyOf(metrics.names()));
    }

    @Test
    void readsEscapesInfinityAndTimes() {
        var strange = metrics.samples("strange").getFirst();
        assertEquals("x\\y\"z\n{,}", strange.labels().get("a"));
        assertEquals("", strange.labels().get("b"));
        assertEquals(Double.POSITIVE_INFINITY, strange.value());
    }

    @Test
    void oneValueMeansOne() {
        assertThrows(IllegalArgumentException.class, () -> metrics.value("strowger_calls"));
        assertThrows(IllegalArgumentException.class, () -> metrics.value("nothing"));
        assertThrows(IllegalArgumentException.class, () -> metrics.histogram("nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{b=\"c\" 1", "a{b=c} 1", "a", "a b", "a{b=\"c\"}", "{\"error\":1}"})
    void aLineThatIsNoneIsNamed(String line) {
        assertThrows(IllegalArgumentException.class, () -> Metrics.parse(line));
    }

    @Test
    void quantilesLieStraightBetweenTheBoundsOfABucket() {
        var histogram = metrics.histogram("t_seconds", "code", "200");
        assertEquals(100, histogram.count());
        assertEquals(0.0025, histogram.mean(), 1e-12);
        assertEquals(0.0015, histogram.quantile(0.25), 1e-12);
        assertEquals(0.002, histogram.quantile(0.5), 1e-12);
        assertEquals(0.003, histogram.quantile(0.7), 1e-12);
        assertEquals(0.004, histogram.quantile(0.99), 1e-12); // Beyond what can be said.
        assertThrows(IllegalArgumentException.class, () -> histogram.quantile(99));
    }

    @Test
    void whatCameBetweenTwoScrapesIsTheirDifference() {
        var before = metrics.histogram("t_seconds");
        var later =
                Metrics.parse(
                                """
                                t_seconds_bucket{code="200",le="0.001"} 0
                                t_seconds_bucket{code="200",le="0.002"} 50
                                t_seconds_bucket{code="200",le="0.004"} 100
                                t_seconds_bucket{code="200",le="+Inf"} 110
                                t_seconds_sum{code="200"} 0.28
                                t_seconds_count{code="200"} 110
                                """)
                        .histogram("t_seconds");
        var between = later.since(before);
        assertEquals(10, between.count());
        assertEquals(0.03, between.sum(), 1e-12);
        assertEquals(0.003, between.quantile(0.5), 1e-12);
        assertEquals(Double.NaN, before.since(before).quantile(0.5));
        assertEquals(110, later.since(new MetricHistogram(new TreeMap<>(), 0)).count());
        var others = new MetricHistogram(new TreeMap<>(Map.of(0.001, 0.0)), 0);
        assertThrows(IllegalArgumentException.class, () -> later.since(others));
    }

    @Test
    void aHistogramWithoutSamplesIsEmpty() {
        assertEquals(0, metrics.histogram("empty_seconds").count());
        assertEquals(0, metrics.histogram("t_seconds", "code", "999").count());
    }
}
