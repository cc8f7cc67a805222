/**
 * What a trunk is made of, without a message or a timer: its hosts and which of them takes the next
 * call, its limits, and how it writes numbers.
 *
 * <p>Start at {@link org.strowger.sip.trunk.Hosts}. The messages to and from a trunk are {@code
 * org.strowger.sip.core}'s. Records are immutable; {@link org.strowger.sip.trunk.Hosts}, {@link
 * org.strowger.sip.trunk.HostState} and {@link org.strowger.sip.trunk.CallGate} belong to the
 * signalling thread and are told the time.
 */
@NullMarked
package org.strowger.sip.trunk;

import org.jspecify.annotations.NullMarked;
