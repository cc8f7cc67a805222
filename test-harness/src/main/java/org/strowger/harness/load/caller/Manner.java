package org.strowger.harness.load.caller;

/** What a simulated caller does; each has a scenario of its own. */
public enum Manner {

    /** Is answered, stays for the talk time of its row, hangs up. */
    HANGS_UP("load-hangs-up"),

    /** Is answered, stays until the other side hangs up. */
    STAYS("load-stays"),

    /** Is answered, presses the two keys of its row, stays until the other side hangs up. */
    PRESSES_KEYS("load-presses-keys"),

    /** Registers with digest, and once more as a refresh after the talk time of its row. */
    REGISTERS("load-registers");

    private final String scenario;

    Manner(String scenario) {
        this.scenario = scenario;
    }

    /** Name of its scenario, and of the file, without .xml. */
    public String scenario() {
        return scenario;
    }
}
