package org.strowger.media.srtp;

/** How a leg gets its keys: {@link SrtpKeys}, or what a handshake needs. */
public interface Encryption {}
