package org.strowger.sip;

import org.jspecify.annotations.Nullable;

/**
 * What a peer asks for by REFER (RFC 3515): to connect its other party with somebody else. Belongs
 * to the signalling thread.
 */
public interface Referral {

    /** User part of Refer-To, which is a URI of ours; may be empty beside {@link #replaced}. */
    String number();

    /**
     * Who hears of the leg that Replaces in Refer-To names (RFC 3891): an attended transfer. Null
     * for a blind one.
     */
    @Nullable LegEvents replaced();

    /**
     * Tells the peer how far it has come (NOTIFY with message/sipfrag). The first final status is
     * the last that is told; a peer that wants no NOTIFY (RFC 4488) gets none.
     *
     * @param status as of the INVITE to whom the other party is referred: 100 to 699
     */
    void progress(int status);
}
