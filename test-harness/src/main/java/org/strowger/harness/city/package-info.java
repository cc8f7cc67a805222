/**
 * The simulated city: the whole switch in one thread, on a simulated clock, network, disk and
 * store, with callers and agents as actors. The same seed gives the same run on every machine.
 */
@NullMarked
package org.strowger.harness.city;

import org.jspecify.annotations.NullMarked;
