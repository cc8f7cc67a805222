package org.strowger.media;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tones of a country's network, after ITU-T E.180 (1998) and its supplement 2 (2003): {@code
 * tone/dial}, {@code tone/ringback}, {@code tone/busy} and {@code tone/congestion}. And {@code
 * tone/beep}, after which somebody may speak, the same everywhere. Each is the prompt of that id
 * too.
 */
public final class ToneTable {

    /** What callers hear while somebody's phone rings. */
    public static final String RINGBACK = "tone/ringback";

    /** After it somebody may speak; in a room it says that something has changed there. */
    public static final String BEEP_ID = "tone/beep";

    private static final String DIAL = "tone/dial";
    private static final String BUSY = "tone/busy";
    private static final String CONGESTION = "tone/congestion";

    /** As E.180 recommends where nothing is set. */
    public static final String RECOMMENDED = "itu";

    /** A tone that a script plays lasts so long, in whole periods. */
    private static final int PLAYED_MILLIS = 5_000;

    private static final Tone BEEP = Tone.of(List.of(1_000), 300, 100);

    /** Dial, ringing, busy and congestion tone. */
    private record Country(Tone dial, Tone ringback, Tone busy, Tone congestion) {

        /** All of one sound. */
        static Country of(List<Integer> hertz, int[] ringback, int[] busy, int[] congestion) {
            return new Country(
                    Tone.of(hertz, 1_000),
                    Tone.of(hertz, ringback),
                    Tone.of(hertz, busy),
                    Tone.of(hertz, congestion));
        }
    }

    private static final NavigableMap<String, Country> COUNTRIES = countries();

    private final NavigableMap<String, Prompt> byId;

    private ToneTable(NavigableMap<String, Prompt> byId) {
        this.byId = byId;
    }

    /** No tones. */
    static ToneTable none() {
        return new ToneTable(new TreeMap<>());
    }

    /**
     * The tones of a country, made now.
     *
     * @param country one of {@link #known()}
     * @throws IllegalArgumentException when it is none of them
     */
    public static ToneTable of(String country) {
        var tones = COUNTRIES.get(country);
        if (tones == null) {
            throw new IllegalArgumentException("no tones of " + country + " are known");
        }
        var byId = new TreeMap<String, Prompt>();
        byId.put(DIAL, prompt(tones.dial));
        byId.put(RINGBACK, prompt(tones.ringback));
        byId.put(BUSY, prompt(tones.busy));
        byId.put(CONGESTION, prompt(tones.congestion));
        byId.put(BEEP_ID, Prompt.encode(BEEP.render(1)));
        return new ToneTable(byId);
    }

    /** The countries whose tones are known, by their codes of ISO 3166, in lower case. */
    public static SortedSet<String> known() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(COUNTRIES.keySet()));
    }

    /** The ids of the tones, the same in every country. */
    public static SortedSet<String> ids() {
        return Collections.unmodifiableSortedSet(
                new TreeSet<>(List.of(DIAL, RINGBACK, BUSY, CONGESTION, BEEP_ID)));
    }

    /** The tones by their ids. */
    Map<String, Prompt> byId() {
        return Collections.unmodifiableMap(byId);
    }

    private static Prompt prompt(Tone tone) {
        var period = Prompt.encode(tone.render(1));
        return period.times(Math.ceilDiv(PLAYED_MILLIS / 20, period.frames()));
    }

    private static NavigableMap<String, Country> countries() {
        var all = new TreeMap<String, Country>();
        all.put(RECOMMENDED, single(425, ms(1_000, 4_000), ms(500, 500), ms(250, 250)));
        all.put("cn", single(450, ms(1_000, 4_000), ms(350, 350), ms(700, 700)));
        all.put("de", single(425, ms(1_000, 4_000), ms(480, 480), ms(240, 240)));
        all.put(
                "es",
                single(425, ms(1_500, 3_000), ms(200, 200), ms(200, 200, 200, 200, 200, 600)));
        all.put("fr", single(440, ms(1_500, 3_500), ms(500, 500), ms(250, 250)));
        all.put(
                "gb",
                new Country(
                        Tone.of(List.of(350, 440), 1_000),
                        Tone.of(List.of(400, 450), 400, 200, 400, 2_000),
                        Tone.of(List.of(400), 375, 375),
                        Tone.of(List.of(400), 400, 350, 225, 525)));
        all.put(
                "us",
                new Country(
                        Tone.of(List.of(350, 440), 1_000),
                        Tone.of(List.of(440, 480), 2_000, 4_000),
                        Tone.of(List.of(480, 620), 500, 500),
                        Tone.of(List.of(480, 620), 250, 250)));
        return all;
    }

    private static Country single(int hertz, int[] ringback, int[] busy, int[] congestion) {
        return Country.of(List.of(hertz), ringback, busy, congestion);
    }

    private static int[] ms(int... millis) {
        return millis;
    }
}
