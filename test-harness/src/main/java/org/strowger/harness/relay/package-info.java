/**
 * Trouble between a generator and the switch: a UDP relay that loses, delays, repeats and reorders
 * datagrams by a seed. {@link org.strowger.harness.relay.Fault} decides, {@link
 * org.strowger.harness.relay.Relay} carries.
 */
@NullMarked
package org.strowger.harness.relay;

import org.jspecify.annotations.NullMarked;
