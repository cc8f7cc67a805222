/**
 * The media engine on Netty: one UDP socket a leg, on one of a few loops. In busy seconds a socket
 * serves one leg after the other.
 *
 * <p>Start at {@link org.strowger.media.transport.RtpEngine}; a leg's life is {@code RtpLeg}, its
 * socket's {@code RtpSockets}, what becomes of a packet {@code LegReceiver} and {@code LegSender},
 * when frames are sent {@code Pacer}, who is mixed with whom {@code RtpRoom} and {@code RoomMixer}.
 * The rules themselves (RTP, keys, pacing, ports) are in the package above and know no sockets.
 *
 * <p>Threads: everything but {@code RtpEngine} and the commands of {@code RtpLeg} is owned by one
 * loop, {@code media-N}; a {@code TieLine} leads from one to another.
 */
@NullMarked
package org.strowger.media.transport;

import org.jspecify.annotations.NullMarked;
