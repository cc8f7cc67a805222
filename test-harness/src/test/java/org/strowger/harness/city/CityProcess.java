package org.strowger.harness.city;

/** Days of a small city in a process of its own: {@code main SEED SEEDS}. */
public final class CityProcess {

    private CityProcess() {}

    /** Prints what {@link CityRun} prints. */
    public static void main(String[] args) {
        long seed = Long.parseLong(args[0]);
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        System.exit(new CityRun(System.out, System.err).run(CitySettings.small(seed), seeds, null));
    }
}
