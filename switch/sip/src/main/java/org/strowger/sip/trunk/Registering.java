package org.strowger.sip.trunk;

/**
 * That the trunk is told where we are (RFC 3261, section 10.2).
 *
 * @param user whom we register: user part of To and Contact
 * @param expiresSeconds for how long we ask
 * @param retrySeconds pause after the first failure; each further one doubles it (RFC 5626, 4.5)
 */
public record Registering(String user, int expiresSeconds, int retrySeconds) {}
