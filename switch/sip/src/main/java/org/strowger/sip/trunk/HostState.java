package org.strowger.sip.trunk;

/** How one host does. */
public final class HostState {

    /** So many checks without an answer take a host out of service. */
    public static final int MISSED_CHECKS = 3;

    private final TrunkHost host;
    private int missed;
    private long restsUntil = Long.MIN_VALUE;
    private boolean askedForRest;

    HostState(TrunkHost host) {
        this.host = host;
    }

    public TrunkHost host() {
        return host;
    }

    /** Whether it answers its checks, if it is checked. */
    public boolean inService() {
        return missed < MISSED_CHECKS;
    }

    /** Whether calls go there. */
    public boolean takesCalls(long nowMicros) {
        return inService() && nowMicros >= restsUntil;
    }

    /**
     * It answered, whatever it said.
     *
     * @return whether this brings it back into service
     */
    public boolean answered() {
        boolean back = !inService();
        missed = 0;
        if (!askedForRest) {
            restsUntil = Long.MIN_VALUE;
        }
        return back;
    }

    /**
     * It did not answer a check.
     *
     * @return whether this takes it out of service
     */
    public boolean missed() {
        missed = Math.min(missed + 1, MISSED_CHECKS + 1);
        return missed == MISSED_CHECKS;
    }

    /** It said until when it wants no calls (503 with Retry-After). */
    void restAsAsked(long untilMicros) {
        restsUntil = untilMicros;
        askedForRest = true;
    }

    /** It did not answer a call. */
    void restAsSilent(long untilMicros) {
        restsUntil = Math.max(restsUntil, untilMicros);
        askedForRest = false;
    }
}
