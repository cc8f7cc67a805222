package org.strowger.harness.farm;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something takes: always the same, or drawn from a distribution. Written {@code 3s},
 * {@code 250ms}, {@code uniform:1s-5s}, {@code exp:20s} (exponential, that mean, at most ten times
 * it).
 *
 * @param text as it was written
 * @param shape of the distribution
 * @param micros fixed: the time; uniform: the least; exponential: the mean
 * @param moreMicros uniform: the most; else the same as micros
 */
public record TalkTime(String text, Shape shape, long micros, long moreMicros) {

    /** Kinds of distributions. */
    public enum Shape {
        FIXED,
        UNIFORM,
        EXPONENTIAL
    }

    private static final Pattern FORM =
            Pattern.compile("(?:(uniform|exp):)?(\\d+)(ms|s|m)(?:-(\\d+)(ms|s|m))?");
    private static final int LONGEST = 10;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with what was expected
     */
    public static TalkTime parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches() || "uniform".equals(form.group(1)) != (form.group(4) != null)) {
            throw new IllegalArgumentException(
                    "\"%s\" is no time; 3s, 250ms, uniform:1s-5s or exp:20s".formatted(text));
        }
        long first = micros(form, 2);
        if (form.group(4) != null) {
            long last = micros(form, 4);
            if (last < first) {
                throw new IllegalArgumentException("\"" + text + "\" ends before it begins");
            }
            return new TalkTime(text, Shape.UNIFORM, first, last);
        }
        var shape = form.group(1) == null ? Shape.FIXED : Shape.EXPONENTIAL;
        return new TalkTime(text, shape, first, first);
    }

    /** Always the same. */
    public static TalkTime always(Duration time) {
        return parse(time.toMillis() + "ms");
    }

    /** One time, in microseconds. */
    public long draw(RandomGenerator random) {
        return switch (shape) {
            case FIXED -> micros;
            case UNIFORM -> micros + (long) (random.nextDouble() * (moreMicros - micros));
            case EXPONENTIAL ->
                    (long) (micros * Math.min(LONGEST, -Math.log(1 - random.nextDouble())));
        };
    }

    /** The mean, in microseconds. */
    public long mean() {
        return (micros + moreMicros) / 2;
    }

    private static long micros(Matcher form, int group) {
        long number = Long.parseLong(form.group(group));
        return switch (form.group(group + 1)) {
            case "ms" -> number * 1_000;
            case "s" -> number * 1_000_000;
            default -> number * 60_000_000;
        };
    }
}
