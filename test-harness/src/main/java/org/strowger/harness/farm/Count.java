package org.strowger.harness.farm;

/** What a farm counts. All grow, but REGISTERED and LIVE. */
public enum Count {
    /** Agents that are registered now. */
    REGISTERED,
    /** REGISTERs that got a 200, refreshes included. */
    REGISTRATIONS,
    /** REGISTERs that were refused for good, or not answered at all. */
    REGISTRATIONS_FAILED,
    /** Calls that are neither refused nor over now. */
    LIVE,
    /** INVITEs that began a call, sent or received. */
    INVITES,
    /** Calls that rang: 180 sent, or the first one received. */
    RINGING,
    /** Calls with a 200, sent or received. */
    ANSWERED,
    /** Calls whose 200 has its ACK. */
    ACKED,
    /** Calls with 300 or more, sent or received, but 487. */
    REFUSED,
    /** Calls with CANCEL and 487. */
    CANCELLED,
    /** Requests that had no final answer in 64 T1. */
    UNANSWERED,
    BYES_SENT,
    BYES_RECEIVED,
    REINVITES,
    /** Times that somebody fell silent in the middle of a call. */
    VANISHED,
    /** Calls that were ignored from their first INVITE on. */
    IGNORED,
    RETRANSMISSIONS_SENT,
    RETRANSMISSIONS_RECEIVED,
    /** Datagrams that a socket did not take. */
    NOT_SENT,
    /** Datagrams of RTP, meant for whoever had the port before. */
    NOT_SIP,
    /** INVITEs for an agent who was in a call: the switch has broken its promise. */
    TWO_AT_ONCE
}
