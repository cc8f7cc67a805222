package org.strowger.ivr;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * What a caller in a queue is told about place and time, as ids of prompts.
 *
 * <p>Numbers up to 99 are put together from {@code digit-0} to {@code digit-9} and {@code
 * number-10} and so on, in Chinese as one says them there, in any other language as in English.
 */
public final class WaitWords {

    /** A place behind this one is not told. */
    public static final int LAST_PLACE = 99;

    private static final int TEN = 10;
    private static final int TWENTY = 20;

    /** Beyond so many minutes they are told in steps of five. */
    private static final int EXACT_MINUTES = 10;

    private static final int STEP_MINUTES = 5;
    private static final int MOST_MINUTES = 60;

    private WaitWords() {}

    /**
     * A place in line.
     *
     * @param place 1 to {@link #LAST_PLACE}
     */
    public static List<String> place(int place, String language) {
        var names = new ArrayList<String>();
        names.add("queue-place");
        number(place, language, names);
        return ids(names, language);
    }

    /** A time to wait: less than a minute, so many minutes, or more than an hour. */
    public static List<String> wait(long micros, String language) {
        long exact = Math.ceilDiv(micros, TimeUnit.MINUTES.toMicros(1));
        long minutes =
                exact <= EXACT_MINUTES
                        ? exact
                        : (exact + STEP_MINUTES / 2) / STEP_MINUTES * STEP_MINUTES;
        var names = new ArrayList<String>();
        if (minutes <= 1) {
            names.add("queue-wait-short");
        } else if (minutes > MOST_MINUTES) {
            names.add("queue-wait-long");
        } else {
            names.add("queue-wait");
            count((int) minutes, language, names);
            names.add("minutes");
        }
        return ids(names, language);
    }

    /**
     * How to be called back instead of waiting.
     *
     * @param key a digit
     */
    public static List<String> offer(char key, String language) {
        return ids(List.of("queue-callback", "digit-" + key), language);
    }

    /** A number digit by digit, without what is none in it. */
    public static List<String> digits(String number, String language) {
        return number.chars()
                .filter(c -> c >= '0' && c <= '9')
                .mapToObj(c -> Prompts.id("digit-" + (char) c, language))
                .toList();
    }

    /** All prompts that place and time may name. */
    public static NavigableSet<String> all(String language) {
        var all = new TreeSet<String>();
        for (int place = 1; place <= LAST_PLACE; place++) {
            all.addAll(place(place, language));
        }
        for (int minutes = 1; minutes <= MOST_MINUTES + STEP_MINUTES; minutes++) {
            all.addAll(wait(TimeUnit.MINUTES.toMicros(minutes), language));
        }
        return all;
    }

    private static List<String> ids(List<String> names, String language) {
        return names.stream().map(name -> Prompts.id(name, language)).toList();
    }

    /** Before a measure word Chinese has another two. */
    private static void count(int number, String language, List<String> names) {
        if (number == 2 && isChinese(language)) {
            names.add("number-2");
        } else {
            number(number, language, names);
        }
    }

    private static void number(int number, String language, List<String> names) {
        int tens = number / TEN;
        int units = number % TEN;
        if (tens == 0) {
            names.add("digit-" + units);
        } else if (isChinese(language)) {
            chinese(tens, units, names);
        } else if (number < TWENTY || units == 0) {
            names.add("number-" + number);
        } else {
            names.add("number-" + tens * TEN);
            names.add("digit-" + units);
        }
    }

    private static void chinese(int tens, int units, List<String> names) {
        if (tens > 1) {
            names.add("digit-" + tens);
        }
        names.add("number-10");
        if (units > 0) {
            names.add("digit-" + units);
        }
    }

    private static boolean isChinese(String language) {
        return language.equals("zh") || language.startsWith("zh-");
    }
}
