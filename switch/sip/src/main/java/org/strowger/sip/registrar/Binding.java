package org.strowger.sip.registrar;

import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.Flow;

/** One contact of one user (RFC 3261, section 10.3), as its last REGISTER left it. */
public final class Binding {

    private final String user;
    private final String identity;
    private final String uri;
    private final ContactTraits traits;
    private final Flow flow;
    private final Flow way;
    private final String callId;
    private final long cseq;
    private final long expiresAtMicros;
    private final ContactHealth health;
    private @Nullable Timer expiry;

    /**
     * One that does not end before {@link #endsWith}.
     *
     * @param before the same contact until now; null for a new one
     */
    Binding(
            String user,
            Registration.Contact contact,
            Registration by,
            long untilMicros,
            @Nullable Binding before) {
        this.user = user;
        this.identity = contact.identity();
        this.uri = contact.uri();
        this.traits = contact.traits();
        this.flow = by.flow();
        this.way = way(flow, traits);
        this.callId = by.callId();
        this.cseq = by.cseq();
        this.expiresAtMicros = untilMicros;
        this.health =
                before != null && before.way.equals(way) ? before.health : new ContactHealth();
    }

    /** A stream's contact is where its connection is, one over UDP perhaps elsewhere. */
    private static Flow way(Flow flow, ContactTraits traits) {
        var at = traits.at();
        return at == null || at.equals(flow.remote()) || flow.transport().isStream()
                ? flow
                : new Flow(flow.transport(), flow.local(), at, 0);
    }

    public String user() {
        return user;
    }

    /** What makes it the same contact when it is registered again; no other of its user has it. */
    public String identity() {
        return identity;
    }

    /** The contact's URI as the phone wrote it. */
    public String uri() {
        return uri;
    }

    public ContactTraits traits() {
        return traits;
    }

    /** Which way its REGISTER came. */
    Flow flow() {
        return flow;
    }

    /**
     * Which way requests to it go: as its REGISTER came, which leads back through any NAT, or to
     * where the contact says that it is, when there is no NAT.
     */
    public Flow way() {
        return way;
    }

    public long expiresAtMicros() {
        return expiresAtMicros;
    }

    /** Whether it answers its checks, or is of a phone that never answered one. */
    public boolean inService() {
        return health.inService();
    }

    ContactHealth health() {
        return health;
    }

    /** Whether both are of one phone, as far as the phone says. */
    public boolean isSamePhone(Binding other) {
        return !traits.instance().isEmpty() && traits.instance().equals(other.traits.instance());
    }

    String callId() {
        return callId;
    }

    long cseq() {
        return cseq;
    }

    /** Section 10.3, step 7: what is not newer must not change a binding. */
    boolean isNewerThan(String otherCallId, long otherCseq) {
        return callId.equals(otherCallId) && cseq >= otherCseq;
    }

    void endsWith(Timer timer) {
        expiry = timer;
    }

    void stop() {
        if (expiry != null) {
            expiry.cancel();
            expiry = null;
        }
    }
}
