package org.strowger.harness.city;

import java.time.Duration;

/** Days of a small city in a process of its own: {@code main SEED SEEDS}. */
public final class CityProcess {

    private CityProcess() {}

    /** Prints what {@link CityRun} prints. */
    public static void main(String[] args) {
        long seed = Long.parseLong(args[0]);
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        var settings =
                new CitySettings(8, 80, Duration.ofMinutes(20), CitySettings.Faults.usual(2), seed);
        System.exit(new CityRun(System.out, System.err).run(settings, seeds, null));
    }
}
