/**
 * The transaction layer: the four machines of RFC 3261 section 17, corrected by RFC 6026 (a 2xx
 * keeps an INVITE transaction alive in <i>Accepted</i>) and RFC 4320 (no 408 to a non-INVITE).
 *
 * <p>Start with {@link org.strowger.sip.transaction.Transactions}, the table: it finds the machine
 * that a message belongs to, makes new ones up to a limit, and counts them. A machine knows octets,
 * a flow, status codes and timers; it knows no dialog, no call and no header but the branch it was
 * filed under. One with nothing left to say is let go of, and what may still come for it is known
 * by a few numbers ({@code Departed}). Everything belongs to the signalling thread; time comes from
 * {@link org.strowger.base.Clock} and {@link org.strowger.base.TimerWheel} by way of {@link
 * org.strowger.sip.transaction.Timers}.
 */
@NullMarked
package org.strowger.sip.transaction;

import org.jspecify.annotations.NullMarked;
