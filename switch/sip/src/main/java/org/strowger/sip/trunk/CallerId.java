package org.strowger.sip.trunk;

/**
 * Who a trunk is told that calls, and whom we believe.
 *
 * @param number of the operator at this trunk, for every call; empty to tell it the caller's
 * @param asserted whether the trunk and we trust each other (RFC 3325): we send
 *     P-Asserted-Identity, and believe the trunk's
 * @param shown what From has, of which who is called sees something
 */
public record CallerId(String number, boolean asserted, Shown shown) {

    public static final CallerId PASS = new CallerId("", false);

    /** Whom From names, where the caller does not withhold it. */
    public enum Shown {
        /** The operator's number, as P-Asserted-Identity does. */
        NUMBER,
        /** The caller's own, whatever P-Asserted-Identity has. */
        CALLER,
        /** Nobody (RFC 3323); the trunk alone is told who it is (RFC 3325, Privacy: id). */
        NOBODY
    }

    /** The number is shown where there is one. */
    public CallerId(String number, boolean asserted) {
        this(number, asserted, number.isEmpty() ? Shown.CALLER : Shown.NUMBER);
    }
}
