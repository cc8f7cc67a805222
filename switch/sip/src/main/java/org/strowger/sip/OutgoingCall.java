package org.strowger.sip;

import org.strowger.sip.sdp.AudioDescription;

/**
 * Whom to call, as whom, and with which session.
 *
 * @param callerNumber for the user part of From
 * @param callerName for the display name of From; may be empty
 * @param referredBy the local user who transferred the caller, or empty; told to our own users only
 *     (Referred-By, RFC 3892)
 */
public record OutgoingCall(
        Target target,
        String callerNumber,
        String callerName,
        AudioDescription offer,
        String referredBy) {

    /** A call that nobody has transferred. */
    public OutgoingCall(
            Target target, String callerNumber, String callerName, AudioDescription offer) {
        this(target, callerNumber, callerName, offer, "");
    }

    /** Where a call goes. */
    public sealed interface Target {

        /** A local user, at the contact that registered last. */
        record User(String name) implements Target {}

        /** A number behind a trunk. */
        record Trunk(String name, String number) implements Target {}
    }
}
