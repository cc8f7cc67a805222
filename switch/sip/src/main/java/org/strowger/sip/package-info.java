/**
 * SIP as call control sees it: {@link org.strowger.sip.Sip} to call out, {@link
 * org.strowger.sip.SipEvents} for calls that come in, {@link org.strowger.sip.SipLeg} and {@link
 * org.strowger.sip.LegEvents} for one leg.
 *
 * <p>Start there; {@code org.strowger.sip.core.SipCore} is behind them. This package has no
 * behaviour but counting, and knows no message: {@link org.strowger.sip.Flow} and {@link
 * org.strowger.sip.SipSender} are all it says of the network. Everything but {@link
 * org.strowger.sip.SipCounters} belongs to the signalling thread.
 */
@NullMarked
package org.strowger.sip;

import org.jspecify.annotations.NullMarked;
