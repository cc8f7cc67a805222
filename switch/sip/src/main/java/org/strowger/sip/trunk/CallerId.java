package org.strowger.sip.trunk;

/**
 * Who a trunk is told that calls, and whom we believe.
 *
 * @param number shown for every call that does not withhold its number; empty to show the caller's
 * @param asserted whether the trunk and we trust each other (RFC 3325): we send
 *     P-Asserted-Identity, and believe the trunk's
 */
public record CallerId(String number, boolean asserted) {

    public static final CallerId PASS = new CallerId("", false);
}
