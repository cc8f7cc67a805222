/**
 * A small SIP telephone of our own for tests and the demonstration, on real UDP sockets: {@link
 * org.strowger.harness.phone.Phone} registers, calls and is called, {@link
 * org.strowger.harness.phone.PhoneCall} is one call of it, {@link org.strowger.harness.phone.Audio}
 * its RTP.
 *
 * <p>It uses nothing of the switch, so that a mistake in the switch's reading of an RFC does not
 * meet its own twin here. It is a test phone: one contact, one dialog a call, UDP only, PCMU only.
 *
 * <p>Threads: a phone has one that reads and one for its timers, a call's audio one that sends and
 * one that receives, all virtual; tests call the blocking methods from their own. One lock a phone
 * ({@link org.strowger.harness.phone.Monitor}) guards all its state.
 */
@NullMarked
package org.strowger.harness.phone;

import org.jspecify.annotations.NullMarked;
