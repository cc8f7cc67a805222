package org.strowger.sip.trunk;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;

/** How one host does, and by which way it is reached. */
public final class HostState {

    /** So many checks without an answer take a host out of service. */
    public static final int MISSED_CHECKS = 3;

    private TrunkHost host;
    private int missed;
    private long restsUntil = Long.MIN_VALUE;
    private boolean askedForRest;
    private long noTcpUntil = Long.MIN_VALUE;
    private @Nullable Flow reused;

    HostState(TrunkHost host) {
        this.host = host;
    }

    public TrunkHost host() {
        return host;
    }

    /** The same place, with another priority, weight or name. */
    void host(TrunkHost changed) {
        host = changed;
    }

    /** Whether this is that place. */
    boolean isAt(TrunkHost other) {
        return host.transport() == other.transport() && host.address().equals(other.address());
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

    /** Whether to try TCP with a host over UDP: it has not refused that lately. */
    public boolean takesTcp(long nowMicros) {
        return nowMicros >= noTcpUntil;
    }

    /** It takes no connections. */
    public void refusesTcp(long untilMicros) {
        noTcpUntil = untilMicros;
    }

    /** A connection that it opened and lets us use (RFC 5923); null for none. */
    public @Nullable Flow reused() {
        return reused;
    }

    /** From now on; null when that is gone. */
    public void reuse(@Nullable Flow connection) {
        reused = connection;
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
