package org.strowger.media.dtls;

import org.jspecify.annotations.Nullable;
import org.strowger.media.ice.IceCredentials;
import org.strowger.media.srtp.Encryption;

/**
 * What the descriptions have settled of a leg's handshake.
 *
 * @param active whether we begin it: the peer is passive (RFC 4145, section 4)
 * @param theirs of the certificate that the peer must show
 * @param checks what the peer's connectivity checks must show; null for a peer that makes none
 */
public record DtlsTerms(boolean active, Fingerprint theirs, @Nullable IceCredentials checks)
        implements Encryption {

    /** With a peer that makes no checks. */
    public DtlsTerms(boolean active, Fingerprint theirs) {
        this(active, theirs, null);
    }

    /** Whether keys that were agreed on these terms still stand. */
    public boolean isAssociationOf(DtlsTerms other) {
        return active == other.active && theirs.equals(other.theirs);
    }
}
