package org.strowger.sip.transaction;

/**
 * What a request is filed under (RFC 3261, section 17.2.3).
 *
 * <p>The peer chooses the text, and texts with the same hash are easily made. As keys have an
 * order, a table of them stays logarithmic then.
 *
 * @param id branch and sent-by; for a branch without {@code z9hG4bK} the fields that RFC 2543
 *     compares, written one after the other
 * @param method the request's, but INVITE for an ACK
 */
public record ServerKey(String id, String method) implements Comparable<ServerKey> {

    /** What makes a branch unique (RFC 3261, section 8.1.1.7). */
    public static final String MAGIC_COOKIE = "z9hG4bK";

    /** A request of an RFC 3261 peer. */
    public static ServerKey of(String branch, String sentBy, String method) {
        return new ServerKey(branch + '@' + sentBy, filedAs(method));
    }

    /**
     * A request of an RFC 2543 peer. To is left out: an ACK has a tag there that its INVITE had
     * not, and the number of CSeq tells a re-INVITE from the INVITE.
     */
    public static ServerKey rfc2543(
            String requestUri,
            String fromTag,
            String callId,
            long cseq,
            String topVia,
            String method) {
        return new ServerKey(
                String.join("\n", requestUri, fromTag, callId, Long.toString(cseq), topVia),
                filedAs(method));
    }

    boolean isInvite() {
        return method.equals("INVITE");
    }

    /** The transaction that a CANCEL with this key means (section 9.2). */
    ServerKey ofInvite() {
        return new ServerKey(id, "INVITE");
    }

    @Override
    public int compareTo(ServerKey other) {
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : method.compareTo(other.method);
    }

    private static String filedAs(String method) {
        return method.equals("ACK") ? "INVITE" : method;
    }
}
