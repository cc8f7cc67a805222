/**
 * What is told to those who subscribe to a user's state: lamps on the phones of others (RFC 4235),
 * and the user's own contacts (RFC 3680) and messages (RFC 3842).
 *
 * <p>Start at {@link org.strowger.sip.event.EventPackage}. Legs with a user report to {@link
 * org.strowger.sip.event.PhoneStates}, which says whose state has changed; {@link
 * org.strowger.sip.event.DialogInfo} writes the document. {@link org.strowger.sip.event.MailEvents}
 * is fed from outside. Subscriptions themselves, with their messages, are the core's. Belongs to
 * the signalling thread.
 *
 * <p>It knows no message, no subscription's dialog and no call.
 */
@NullMarked
package org.strowger.sip.event;

import org.jspecify.annotations.NullMarked;
