package org.strowger.media.srtp;

/**
 * The keys of one leg, both of one suite.
 *
 * @param ours for what we send
 * @param theirs for what the peer sends
 */
public record SrtpKeys(SrtpKey ours, SrtpKey theirs) implements Encryption {}
