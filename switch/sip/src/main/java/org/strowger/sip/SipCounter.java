package org.strowger.sip;

/** What SIP counts; each only ever grows. */
public enum SipCounter {
    /** Messages that came, well-formed or not; keep-alives are no messages. */
    RECEIVED,
    /** Messages handed to a socket. */
    SENT,
    /** Messages that could not be sent: the flow was gone or its buffer full. */
    SEND_FAILED,
    /** Keep-alives (RFC 5626, section 4.4.1). */
    KEEP_ALIVE,
    /** Messages that are not SIP or not within the limits, answered or not. */
    MALFORMED,
    /** Malformed requests that were answered, with 400 or 505. */
    ANSWERED_400,
    /** Messages above the limit, on a stream: answered with 413 where that is possible. */
    TOO_LARGE,
    /** Streams closed because framing was lost: no Content-Length, or headers without end. */
    FRAMING_LOST,
    /** Streams closed because a message, or a TLS or WebSocket handshake, took too long. */
    SLOW,
    /** Streams closed because nothing came for too long. */
    IDLE,
    /** New INVITEs refused while overloaded. */
    OVERLOAD_503,
    /** Messages that the signalling thread's queue had no room for. */
    QUEUE_FULL,
    CONNECTIONS_ACCEPTED,
    CONNECTIONS_OPENED,
    /** Connections above the limit. */
    CONNECTIONS_REFUSED,
    /** Connections of ours that could not be opened. */
    CONNECT_FAILED,
    /** TLS handshakes that failed: not TLS, nothing in common, a certificate missing or wrong. */
    TLS_FAILED,
    /** WebSocket handshakes refused: malformed, not for SIP, or from an origin not allowed. */
    WEBSOCKET_REFUSED,
    /** Exceptions of ours on an I/O loop. */
    INTERNAL_ERROR,
    /** Requests that RI could not read. */
    GRAMMAR_REJECTED,
    RETRANSMISSION_RECEIVED,
    RETRANSMISSION_SENT,
    TRANSACTION_TIMEOUT,
    /** Responses and ACKs that belong to nothing. */
    STRAY,
    CHALLENGED,
    AUTHENTICATION_FAILED,
    REGISTERED,
    REGISTRATION_EXPIRED,
    INVITE_RECEIVED,
    INVITE_SENT,
    /** Requests refused by a limit of ours with 503 after the I/O loop. */
    LIMIT_503,
    /** Datagrams that were not read, and connections closed, because their source is banned. */
    BANNED,
    /** The same because the operator denies their source. */
    DENIED,
    /** Requests of known scanners, which are dropped. */
    SCANNER,
    /** INVITEs over their source's limit: dropped, or on a stream answered with 503. */
    SOURCE_LIMIT_INVITE,
    SOURCE_LIMIT_REGISTER,
    SOURCE_LIMIT_OPTIONS,
    /** Requests of other methods, outside of dialogs, over their source's limit. */
    SOURCE_LIMIT_OTHER,
    /** Bans that began. */
    BANS,
    /** Bans that did not begin, as the way is one by which somebody is served. */
    BANS_SPARED,
    /** INVITEs that went on to another host or trunk. */
    TRUNK_FAILOVER,
    /** Calls, in and out, that a trunk's limits had no place for. */
    TRUNK_LIMIT,
    /** Calls that found no host of their trunk in service. */
    TRUNK_DOWN,
    /** INVITEs that a host of a trunk sent on to another one of the same trunk (3xx). */
    TRUNK_REDIRECTED,
    /** Calls that a trunk sent anywhere else, where they did not go. */
    TRUNK_REDIRECT_REFUSED,
    /** Challenges of trunks that we answered. */
    TRUNK_CHALLENGE_ANSWERED,
    /** Registrations with trunks that were refused, or got no answer from any host. */
    TRUNK_REGISTER_FAILED,
    /** INVITEs with a trunk's token from an address that is not the trunk's. */
    TRUNK_TOKEN_ELSEWHERE,
    /** Messages that begin nothing, over their source's limit. */
    SOURCE_LIMIT_FOLLOWING,
    /** INVITEs to a trunk that went over TCP because they were too large for UDP. */
    TRUNK_TCP_SWITCH,
    /** Contacts of users that stopped to answer their checks. */
    PHONE_DOWN,
    /** Calls that went on to another contact of the same user. */
    CONTACT_FAILOVER,
    /** Keys that came by INFO. */
    INFO_KEY,
    /** INFOs whose body is none that we know (415), or tells no key (400). */
    INFO_REFUSED,
    /** Keys that were not sent by INFO, as too many before them had no answer yet. */
    INFO_DROPPED
}
