/**
 * What is seen of switch and generator while a round runs: /proc, the control door, the log of the
 * collector. Linux only; what cannot be read is left out.
 *
 * <p>It knows no SIP and no call. The thread {@code sampler} looks once a second, under the lock of
 * its list; everything else is for the thread of the run.
 */
@NullMarked
package org.strowger.harness.load.watch;

import org.jspecify.annotations.NullMarked;
