package org.strowger.sip;

/** The way out, as the transaction layer sees it; Netty in production, a list in tests. */
@FunctionalInterface
public interface SipSender {

    /**
     * Sends one message and never waits. The caller does not change {@code message} afterwards.
     *
     * @return false when the flow is gone or its buffer is full: RFC 3261 section 17's transport
     *     error
     */
    boolean send(Flow flow, byte[] message);

    /**
     * Sends two line ends, which are no message, so that the way stays open (RFC 5626, section
     * 3.5.1). A connection that is gone is not opened anew for that.
     */
    default void keepAlive(Flow flow) {
        send(flow, new byte[] {'\r', '\n', '\r', '\n'});
    }

    /**
     * Whether the other side of a connection has shown a certificate that we asked for, and that is
     * for this host or domain.
     */
    default boolean isVerified(Flow flow, String host) {
        return false;
    }
}
