package org.strowger.media.dtls;

import org.strowger.media.srtp.Encryption;

/**
 * What the descriptions have settled of a leg's handshake.
 *
 * @param active whether we begin it: the peer is passive (RFC 4145, section 4)
 * @param theirs of the certificate that the peer must show
 */
public record DtlsTerms(boolean active, Fingerprint theirs) implements Encryption {}
