package org.strowger.sip.transaction;

/** What a 2xx is whose INVITE no machine of ours waits with any more (RFC 6026, section 7.2). */
public enum LateAnswer {
    /** It belongs to nothing, or is of more dialogs than one INVITE may make. */
    STRAY,
    /** It came before: it gets its ACK again, and nothing else. */
    COPY,
    /** The first of another dialog: it gets its ACK, and BYE, as one dialog is enough. */
    FORK
}
