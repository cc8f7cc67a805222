/**
 * SIPp as a caller, as an agent and as a carrier: {@link org.strowger.harness.sipp.Sipp} starts it
 * with a scenario of {@code resources/sipp}, in a work folder of its own, within a time limit.
 *
 * <p>It knows nothing of the switch but an address. The test's thread starts and waits; the process
 * ends itself after its time.
 */
@NullMarked
package org.strowger.harness.sipp;

import org.jspecify.annotations.NullMarked;
