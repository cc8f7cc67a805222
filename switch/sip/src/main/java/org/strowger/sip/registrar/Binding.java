package org.strowger.sip.registrar;

import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.Flow;

/** One contact of one user (RFC 3261, section 10.3). */
public final class Binding {

    private final String uri;
    private String callId = "";
    private long cseq;
    private long expiresAtMicros;
    private Flow flow;
    private @Nullable Timer expiry;

    Binding(String uri, Flow flow) {
        this.uri = uri;
        this.flow = flow;
    }

    /** The contact's URI as the phone wrote it. */
    public String uri() {
        return uri;
    }

    /** The way its REGISTER came, which leads back through any NAT. */
    public Flow flow() {
        return flow;
    }

    long expiresAtMicros() {
        return expiresAtMicros;
    }

    /** Section 10.3, step 7: what is not newer must not change a binding. */
    boolean isNewerThan(String otherCallId, long otherCseq) {
        return callId.equals(otherCallId) && cseq >= otherCseq;
    }

    void refresh(Registration by, long untilMicros, Timer timer) {
        stop();
        callId = by.callId();
        cseq = by.cseq();
        flow = by.flow();
        expiresAtMicros = untilMicros;
        expiry = timer;
    }

    void stop() {
        if (expiry != null) {
            expiry.cancel();
            expiry = null;
        }
    }
}
