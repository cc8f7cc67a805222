package org.strowger.sip.message;

/** How much of a message we read before we call it malformed. */
public final class SipLimits {

    /** Octets of a whole message: the largest that fits a UDP length. */
    public static final int MESSAGE = 65_535;

    /** Header lines of a message, a folded one counted once. */
    public static final int HEADER_LINES = 200;

    /** Octets of the start line, and of one header line with its folds. */
    public static final int LINE = 8_192;

    /**
     * Semicolons and ampersands in the start line and in any one header line: the time RI takes for
     * a parameter list grows faster than the list.
     */
    public static final int PARAMETERS = 64;

    /** Commas in any one header line: entries of a list, or parameters of a credential. */
    public static final int LIST_ENTRIES = 128;

    private SipLimits() {}
}
