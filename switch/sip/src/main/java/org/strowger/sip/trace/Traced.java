package org.strowger.sip.trace;

/** What a {@link SipTap} tells. */
public sealed interface Traced permits TracedMessage, LegLink {}
