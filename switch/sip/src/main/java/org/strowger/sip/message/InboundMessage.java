package org.strowger.sip.message;

import org.strowger.sip.Flow;

/**
 * One message from the network on its way to the signalling thread.
 *
 * @param octets as they came; nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never changed, copied by nobody.
public record InboundMessage(byte[] octets, SipIndex index, Flow flow) {}
