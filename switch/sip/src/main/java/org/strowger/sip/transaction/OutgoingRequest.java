package org.strowger.sip.transaction;

import org.strowger.sip.Flow;

/**
 * A request as a client transaction needs it.
 *
 * @param branch of its top Via; a CANCEL has its INVITE's
 * @param octets the whole message; not changed afterwards
 * @param ack makes the ACK for a response of 300 to 699 (RFC 3261, section 17.1.1.3); used for
 *     INVITE only
 * @param <M> a response as its reader sees it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
public record OutgoingRequest<M>(
        String method, String branch, String sipCallId, Flow flow, byte[] octets, Ack<M> ack) {

    private static final byte[] NOTHING = {};

    /** Writes the ACK for a final response that is not a 2xx. */
    @FunctionalInterface
    public interface Ack<M> {
        byte[] octetsFor(M response);
    }

    /** The same without what is sent: a transaction outlives its need for that. */
    OutgoingRequest<M> head() {
        return new OutgoingRequest<>(method, branch, sipCallId, flow, NOTHING, ack);
    }

    /** The same without what writes the ACK: it is written. */
    OutgoingRequest<M> acknowledged() {
        return new OutgoingRequest<>(method, branch, sipCallId, flow, octets, _ -> NOTHING);
    }

    String key() {
        return keyOf(branch, method);
    }

    static String keyOf(String branch, String method) {
        return method.equals("CANCEL") ? "CANCEL " + branch : branch;
    }
}
