package org.strowger.sip.trunk;

/** How a trunk is told who sent a call on before it came to us, or from one of our users. */
public enum Diverting {
    /** Not at all. */
    NONE,
    /** The Diversion header (RFC 5806). */
    DIVERSION,
    /** The History-Info header (RFC 7044). */
    HISTORY_INFO
}
