package org.strowger.sip.message;

import org.strowger.sip.Flow;
import org.strowger.sip.ResponseTimes;

/**
 * One message from the network on its way to the signalling thread.
 *
 * @param octets as they came; nobody changes them
 * @param receivedMicros when an I/O loop had read it, or {@link ResponseTimes#UNKNOWN}
 * @param tried an INVITE whose 100 the I/O loop has sent
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never changed, copied by nobody.
public record InboundMessage(
        byte[] octets, SipIndex index, Flow flow, long receivedMicros, boolean tried) {

    /** One whose time of receipt nobody noted. */
    public InboundMessage(byte[] octets, SipIndex index, Flow flow) {
        this(octets, index, flow, ResponseTimes.UNKNOWN, false);
    }
}
