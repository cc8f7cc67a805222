package org.strowger.server.trace;

import org.strowger.sip.trace.Sketch;
import org.strowger.sip.trace.TracedMessage;

/** A message with what it says. */
record Seen(TracedMessage message, Sketch sketch) {}
