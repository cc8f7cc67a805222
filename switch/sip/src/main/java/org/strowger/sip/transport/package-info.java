/**
 * SIP's sockets on Netty: UDP, TCP and TLS (RFC 3261, sections 18 and 26.2; RFC 5626, section
 * 3.5.1), WebSocket and secure WebSocket (RFC 7118).
 *
 * <p>Start at {@link org.strowger.sip.transport.SipTransport}. A message comes in on the I/O loop
 * of its socket, where it is framed, indexed, and refused without state when it is malformed or the
 * switch is overloaded; everything else is handed to the {@link
 * org.strowger.sip.transport.SipTransport.Receiver}, which puts it into the signalling thread's
 * queue. The loop of UDP is run by the signalling thread itself ({@link
 * org.strowger.sip.transport.DatagramLoop}); streams have threads of their own. Nothing beyond this
 * package sees a {@code ByteBuf}.
 *
 * <p>Knows no transaction, no dialog and no user. A handler belongs to the loop of its channel;
 * what loops share is a counter, an atomic number, or a published snapshot.
 */
@NullMarked
package org.strowger.sip.transport;

import org.jspecify.annotations.NullMarked;
