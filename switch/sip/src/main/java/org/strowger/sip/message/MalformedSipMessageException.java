package org.strowger.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * A message from the network is not SIP, or not within {@link SipLimits}. Expected, so checked:
 * whoever reads the network decides what to do.
 */
public final class MalformedSipMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient @Nullable SipIndex request;

    MalformedSipMessageException(String problem, int status, @Nullable SipIndex request) {
        super(problem, null, false, false); // A peer's mistake: its stack says nothing.
        this.status = request == null ? 0 : status;
        this.request = request;
    }

    /** What is wrong, fit for a reason phrase: it holds no octet of the message. */
    public String problem() {
        return String.valueOf(getMessage());
    }

    /** The answer it gets: 400, 505, or 0 when it must not or cannot be answered. */
    public int status() {
        return status;
    }

    /**
     * Whether it is a request, not ACK, with Via and CSeq: a response goes by the one and is known
     * by the other.
     */
    public boolean answerable() {
        return request != null;
    }

    /**
     * What is answered, perhaps without some mandatory headers; null unless {@link #answerable()}.
     */
    public @Nullable SipIndex request() {
        return request;
    }
}
