/**
 * Mixing in linear PCM, for those who are mixed only: who of a room hears whom, the buffer that
 * evens out jitter before it, and what is heard in place of lost packets.
 *
 * <p>{@link org.strowger.media.mixing.Mixer} adds up frames of 20 ms, {@link
 * org.strowger.media.RoomRole} says who hears whom, {@link org.strowger.media.mixing.JitterBuffer}
 * makes even frames of packets as they come, with {@link
 * org.strowger.media.mixing.PacketLossConcealment} where one is missing; {@link
 * org.strowger.media.mixing.Companding} stands between them and G.711. Pure: no thread, no clock
 * and no socket. Every object belongs to the one media loop of its room.
 */
@NullMarked
package org.strowger.media.mixing;

import org.jspecify.annotations.NullMarked;
