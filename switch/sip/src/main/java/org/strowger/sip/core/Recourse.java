package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.sdp.AudioDescription;

/** What is left to do when an INVITE of ours gets nowhere: another host, or a password. */
interface Recourse {

    /** For a leg that ends with its first refusal. */
    Recourse NONE = new Recourse() {};

    /**
     * The INVITE to send next.
     *
     * @param whom the other side, should it answer
     * @param offer what it is offered; null for what the one before was
     */
    record Retry(
            RequestText invite, Flow flow, Correspondent whom, @Nullable AudioDescription offer) {

        /** With the offer of before. */
        Retry(RequestText invite, Flow flow, Correspondent whom) {
            this(invite, flow, whom, null);
        }
    }

    /** Header lines of an INVITE to that URI beyond the usual ones. */
    default String lines(String uri) {
        return "";
    }

    /** Those that the ACK of its 2xx has, too (RFC 3261, section 22.1). */
    default String credentials() {
        return "";
    }

    /**
     * How long to wait for a better response before {@link #silent} is asked.
     *
     * @param trying whether a 100 has come
     * @return microseconds; 0 for as long as the transaction waits
     */
    default long patience(boolean trying) {
        return 0;
    }

    /**
     * A final response of 300 to 699 came.
     *
     * @param sent what it refuses
     * @param rang whether a provisional response above 100 came before
     * @return null when that is the end
     */
    default @Nullable Retry refused(InboundMessage response, RequestText sent, boolean rang) {
        return null;
    }

    /**
     * The way for an INVITE of that size.
     *
     * @param usual that of the {@link Retry}
     */
    default Flow way(Flow usual, int octets) {
        return usual;
    }

    /** No response came in time; null when that is the end. */
    default @Nullable Retry silent(RequestText sent) {
        return null;
    }

    /** The INVITE could not be sent, or its connection closed; null when that is the end. */
    default @Nullable Retry unsent(RequestText sent) {
        return silent(sent);
    }

    /**
     * Where a response of 300 to 399, which ends the search, sends the call.
     *
     * @return a number of ours; empty for nowhere that we go
     */
    default String redirectedTo(InboundMessage response) {
        return "";
    }

    /** The call stands: what is needed from now on. */
    default Recourse answered() {
        return this;
    }

    /** The leg is over. */
    default void over() {}
}
