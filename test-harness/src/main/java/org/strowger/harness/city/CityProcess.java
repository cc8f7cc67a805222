package org.strowger.harness.city;

/** One small day in a process of its own: {@code main SEED}. */
public final class CityProcess {

    private CityProcess() {}

    /** Prints what {@link CityRun} prints. */
    public static void main(String[] args) {
        long seed = Long.parseLong(args[0]);
        System.exit(CityRun.run(CitySettings.small(seed), 1, System.out));
    }
}
