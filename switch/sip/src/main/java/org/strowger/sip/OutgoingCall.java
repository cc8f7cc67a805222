package org.strowger.sip;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.sdp.AudioDescription;

/**
 * Whom to call, as whom, and with which session.
 *
 * @param callerNumber for the user part of From
 * @param callerName for the display name of From; may be empty
 * @param other the same offer at an address of the other IP version, for whom we reach by that;
 *     null where {@link Sip#families} names one only
 * @param referredBy the local user who transferred the caller, or empty; told to our own users only
 *     (Referred-By, RFC 3892)
 * @param trail where the call has been before
 * @param presentation what a user's phone is told beside; trunks are told nothing of it
 */
public record OutgoingCall(
        Target target,
        String callerNumber,
        String callerName,
        AudioDescription offer,
        @Nullable AudioDescription other,
        String referredBy,
        Trail trail,
        Presentation presentation) {

    /** Of which the phone is told who calls. */
    public OutgoingCall(
            Target target,
            String callerNumber,
            String callerName,
            AudioDescription offer,
            @Nullable AudioDescription other,
            String referredBy,
            Trail trail) {
        this(target, callerNumber, callerName, offer, other, referredBy, trail, Presentation.NONE);
    }

    /** One offer for everybody. */
    public OutgoingCall(
            Target target,
            String callerNumber,
            String callerName,
            AudioDescription offer,
            String referredBy,
            Trail trail) {
        this(target, callerNumber, callerName, offer, null, referredBy, trail);
    }

    /** A call that begins here. */
    public OutgoingCall(
            Target target,
            String callerNumber,
            String callerName,
            AudioDescription offer,
            String referredBy) {
        this(target, callerNumber, callerName, offer, referredBy, Trail.NEW);
    }

    /** A call that nobody has transferred. */
    public OutgoingCall(
            Target target, String callerNumber, String callerName, AudioDescription offer) {
        this(target, callerNumber, callerName, offer, "");
    }

    /** What somebody there is offered: our address of the IP version that leads there. */
    public AudioDescription offer(InetSocketAddress there) {
        return other != null && HostPort.isSameFamily(other.address(), there) ? other : offer;
    }

    /** Where a call goes. */
    public sealed interface Target {

        /**
         * A local user.
         *
         * @param contact one of {@link Sip#contacts}; empty for one contact after the other, in the
         *     order of their q values, of equals the one that registered last first
         */
        record User(String name, String contact) implements Target {

            /** At one contact after the other. */
            public User(String name) {
                this(name, "");
            }
        }

        /** A number behind a trunk. */
        record Trunk(String name, String number) implements Target {}
    }
}
