/**
 * The hub: calls, their legs, and what joins them. A B2BUA (RFC 3261, section 6): the switch ends
 * the caller's dialog and starts its own towards the agent.
 *
 * <p>Start at {@link org.strowger.call.Switchboard}, which gets every new call, and {@link
 * org.strowger.call.Call}, which is one. The hub drives the five leaves (sip, media, acd, ivr,
 * records); they know neither it nor one another.
 *
 * <p>Everything here is owned by the signalling thread ({@link org.strowger.call.SignallingLoop}).
 * Media loops, the ACD thread and the control door reach it by posting to that loop.
 *
 * <p>It knows no message, packet, score or table: those are the leaves'. What it asks of them are
 * interfaces, which tests play by hand.
 */
@NullMarked
package org.strowger.call;

import org.jspecify.annotations.NullMarked;
