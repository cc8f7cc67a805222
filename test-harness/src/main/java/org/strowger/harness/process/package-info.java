/**
 * Processes that a test starts: the switch itself ({@link
 * org.strowger.harness.process.SwitchProcess}, with a generated configuration, {@link
 * org.strowger.harness.process.ConfFolder}) and any other tool ({@link
 * org.strowger.harness.process.Bounded}). Every one has a time limit, a log file, and an end: on
 * close, and when this JVM ends.
 *
 * <p>It knows no SIP. The test's thread starts and waits; each process has a virtual thread that
 * ends it when its time is over.
 */
@NullMarked
package org.strowger.harness.process;

import org.jspecify.annotations.NullMarked;
