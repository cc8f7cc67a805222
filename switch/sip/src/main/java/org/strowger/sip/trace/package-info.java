/**
 * What engineers see of the messages that come and go: a tap on the transport, and what is done
 * with a message before anybody sees it.
 *
 * <p>Start at {@link org.strowger.sip.trace.SipTap}: the transport tells it of every message, and
 * it tells its listener, if there is one. {@link org.strowger.sip.trace.Secrets} stars out what
 * nobody may read, {@link org.strowger.sip.trace.Sketch} is the few words that a ladder shows of a
 * message, {@link org.strowger.sip.trace.Follow} finds the messages of one call, {@link
 * org.strowger.sip.trace.HepPacket} is a message as Homer wants it.
 *
 * <p>Nothing here has a thread, a socket or a clock of its own. But for the tap, which is for any
 * thread, everything belongs to whoever made it.
 */
@NullMarked
package org.strowger.sip.trace;

import org.jspecify.annotations.NullMarked;
