/**
 * Keys for SRTP by a DTLS handshake on the port of RTP (RFC 5763, RFC 5764).
 *
 * <p>Start with {@link org.strowger.media.dtls.DtlsHandshakes}. A handshake waits for its peer, and
 * has a virtual thread of its own; datagrams come to it by a bounded queue and leave by a callback.
 * Nothing here knows legs or sockets. The TLS is Bouncy Castle's, and no class of its leaves this
 * package.
 */
@NullMarked
package org.strowger.media.dtls;

import org.jspecify.annotations.NullMarked;
