/**
 * How good the voice of one call is: {@link org.strowger.harness.probe.Probe} calls a number that
 * sends back what it hears, plays a signal that it knows, and measures what comes back.
 */
@NullMarked
package org.strowger.harness.probe;

import org.jspecify.annotations.NullMarked;
