package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.media.ice.IceCredentials;
import org.strowger.sip.sdp.Ice;

/**
 * What one leg's descriptions say of ICE (RFC 8839). We are lite: the peer checks, and we answer. A
 * peer whose name for itself has changed begins anew, and so do we.
 */
final class LegChecks {

    private static final String MID = "0";

    private @Nullable IceCredentials ours;
    private String theirs = "";

    /** Our side, for a peer that is to begin. */
    Ice offer() {
        return said(MID, true);
    }

    /** Our side, for a peer's offer; null where that has no ICE. */
    @Nullable Ice answer(@Nullable Ice offer) {
        if (offer == null) {
            return null;
        }
        if (!theirs.isEmpty() && !theirs.equals(offer.ufrag())) {
            ours = null;
        }
        theirs = offer.ufrag();
        return said(offer.mid(), offer.bundled());
    }

    /**
     * The peer's answer to our offer: from now on its name for itself is known, and another one
     * begins anew.
     *
     * @return what the peer's checks must show; null for a peer that makes none
     */
    @Nullable IceCredentials settled(@Nullable Ice answer) {
        if (answer == null) {
            return null;
        }
        theirs = answer.ufrag();
        return ours;
    }

    private Ice said(String mid, boolean bundled) {
        if (ours == null) {
            ours = IceCredentials.fresh();
        }
        return new Ice(ours.ufrag(), ours.password(), mid, bundled);
    }

    /** What the peer's checks must show; null when we have said nothing yet. */
    @Nullable IceCredentials ours() {
        return ours;
    }
}
