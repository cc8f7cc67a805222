package org.strowger.sip.trunk;

/**
 * That the trunk is told where we are (RFC 3261, section 10.2).
 *
 * @param user whom we register: user part of To and Contact
 * @param expiresSeconds for how long we ask
 * @param retrySeconds pause after the first failure; each further one doubles it (RFC 5626, 4.5)
 * @param keepAliveSeconds from one keep-alive to the next by the way we registered; 0 for none
 */
public record Registering(String user, int expiresSeconds, int retrySeconds, int keepAliveSeconds) {

    /** Without keep-alives. */
    public Registering(String user, int expiresSeconds, int retrySeconds) {
        this(user, expiresSeconds, retrySeconds, 0);
    }
}
