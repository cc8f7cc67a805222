/**
 * Trouble between a generator and the switch: a UDP relay that loses, delays, repeats and reorders
 * datagrams by a seed. {@link org.strowger.harness.relay.Fault} decides, {@link
 * org.strowger.harness.relay.Relay} carries.
 *
 * <p>It knows no SIP: a datagram is octets. One thread, {@code relay}, carries; what is decided
 * depends on the seed alone.
 */
@NullMarked
package org.strowger.harness.relay;

import org.jspecify.annotations.NullMarked;
