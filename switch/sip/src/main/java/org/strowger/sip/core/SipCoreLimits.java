package org.strowger.sip.core;

/**
 * How much state the core may hold; beyond it a request gets 503 with Retry-After.
 *
 * @param maxTransactions server transactions; requests of calls that exist have a quarter more
 * @param maxDialogs legs of both directions
 * @param maxIncomingCalls legs that came in
 */
public record SipCoreLimits(int maxTransactions, int maxDialogs, int maxIncomingCalls) {}
