/**
 * Shows the SIP messages of a running switch: to viewers at the control door, and to a collector of
 * HEP version 3.
 *
 * <p>Start at {@link org.strowger.server.trace.Tracer}. It listens to the tap on the transport only
 * while somebody watches or a collector is configured; the threads that send and receive put each
 * message into a bounded queue and never wait, and one thread, {@code sip-trace}, reads it, finds
 * the calls that are wanted, and gives their messages to viewers. A viewer's own thread takes out
 * the secrets and writes.
 *
 * <p>It knows no call but by the Call-IDs that call control says belong together.
 */
@NullMarked
package org.strowger.server.trace;

import org.jspecify.annotations.NullMarked;
