package org.strowger.control;

/** Enough viewers watch the SIP messages already; 503 to one more. */
public final class TooManyTracesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TooManyTracesException(int limit) {
        super(limit + " traces run already");
    }
}
