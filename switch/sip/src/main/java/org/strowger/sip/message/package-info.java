/**
 * SIP messages as octets, and the front of the grammar (RFC 3261, sections 7, 18 and 25).
 *
 * <p>Start at {@link org.strowger.sip.message.SipIndex}: every message from the network goes
 * through it first, on the I/O loop. It enforces {@link org.strowger.sip.message.SipLimits} and
 * finds what transactions and dialogs are looked up by. Only then, and only where a decision needs
 * it, {@link org.strowger.sip.message.SipMessages} lets JAIN-SIP RI read the grammar of the headers
 * that decide. {@link org.strowger.sip.message.StatelessResponse} answers from the index alone.
 *
 * <p>Knows no transaction, no dialog and no socket. Everything is immutable; any thread. Only a
 * {@link org.strowger.sip.message.SipMessages} remembers something, and belongs to one thread.
 */
@NullMarked
package org.strowger.sip.message;

import org.jspecify.annotations.NullMarked;
