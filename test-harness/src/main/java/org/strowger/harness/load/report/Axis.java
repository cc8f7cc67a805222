package org.strowger.harness.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One axis of a chart: where a value lies and which values are named.
 *
 * @param label with the unit
 * @param low value at its beginning
 * @param high value at its end
 * @param logarithmic whether each ten times takes the same room
 */
record Axis(String label, double low, double high, boolean logarithmic, List<Tick> ticks) {

    /** A value that is named. */
    record Tick(double value, String text) {}

    private static final int TICKS = 5;
    private static final double[] ROUND = {1, 2, 5, 10};

    /** From low to the next round value over high, in round steps. */
    static Axis linear(String label, double low, double high) {
        double span = high > low ? high - low : 1;
        double step = roundStep(span / TICKS);
        double first = Math.floor(low / step) * step;
        var ticks = new ArrayList<Tick>();
        int last = (int) Math.ceil((low + span - first) / step - 1e-9);
        for (int i = 0; i <= last; i++) {
            ticks.add(new Tick(first + i * step, text(first + i * step, step)));
        }
        return new Axis(label, first, first + last * step, false, ticks);
    }

    /** A linear one that ends with the values: time. */
    static Axis exact(String label, double low, double high) {
        var round = linear(label, low, high);
        double end = high > low ? high : round.high();
        var ticks = round.ticks().stream().filter(t -> t.value() <= end + 1e-9).toList();
        return new Axis(label, round.low(), end, false, ticks);
    }

    /** Whole decades around the values, which must be over 0. */
    static Axis logarithmic(String label, double low, double high) {
        int first = (int) Math.floor(Math.log10(low));
        int last = Math.max(first + 1, (int) Math.ceil(Math.log10(high) - 1e-9));
        var ticks =
                IntStream.rangeClosed(first, last)
                        .mapToDouble(i -> Math.pow(10, i))
                        .mapToObj(v -> new Tick(v, text(v, v)))
                        .toList();
        return new Axis(label, Math.pow(10, first), Math.pow(10, last), true, ticks);
    }

    /** Places with names instead of values; place i is value i. */
    static Axis named(String label, List<String> names) {
        var ticks =
                IntStream.range(0, names.size()).mapToObj(i -> new Tick(i, names.get(i))).toList();
        return new Axis(label, -0.3, names.size() - 0.7, false, ticks);
    }

    /** 0 at the beginning, 1 at the end. */
    double place(double value) {
        return logarithmic
                ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
                : (value - low) / (high - low);
    }

    private static double roundStep(double wanted) {
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double round : ROUND) {
            if (wanted <= round * power * (1 + 1e-9)) {
                return round * power;
            }
        }
        return 10 * power;
    }

    private static String text(double value, double step) {
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        return String.format(Locale.ROOT, "%,." + decimals + "f", value == 0 ? 0.0 : value);
    }
}
