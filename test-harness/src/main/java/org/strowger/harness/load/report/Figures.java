package org.strowger.harness.load.report;

import java.util.Locale;

/** Figures as people read them. What is not known is {@link #MISSING}, never a zero. */
final class Figures {

    static final String MISSING = "not measured";

    static final double MICROS_PER_MILLI = 1e3;
    static final double MEBI = 1024.0 * 1024;

    /** So near to none or all, three decimals of a percentage count. */
    private static final double NEAR = 0.02;

    private static final int SMALL = 10;
    private static final int MEDIUM = 100;

    private Figures() {}

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A count that may be the mean of two. */
    static String whole(double value) {
        return value == Math.rint(value) ? count((long) value) : number(value);
    }

    /** About three digits: 0.123, 1.23, 12.3, 123, 1,234; a NaN is missing. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return MISSING;
        }
        double size = Math.abs(value);
        if (size == 0 || size >= MEDIUM) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(
                Locale.ROOT, size >= SMALL ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }

    static String millis(double micros) {
        return with(micros / MICROS_PER_MILLI, " ms");
    }

    static String micros(double micros) {
        return with(micros, " µs");
    }

    static String mebi(double octets) {
        return with(octets / MEBI, " MiB");
    }

    static String perSecond(double value) {
        return with(value, "/s");
    }

    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return MISSING;
        }
        double near = Math.min(share, Math.abs(1 - share));
        int decimals = share == 0 || share == 1 ? 0 : near < NEAR ? 3 : 1;
        return String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * share);
    }

    static String ratio(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : MISSING;
    }

    private static String with(double value, String unit) {
        return Double.isFinite(value) ? number(value) + unit : MISSING;
    }
}
