package org.strowger.base;

/**
 * The switch's own name of one call, from the first INVITE to the last record. Not SIP's Call-ID: a
 * call has one of those per leg.
 *
 * @param value {@code node-time-count}, unique over nodes and restarts
 */
public record CallId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
