/**
 * What is seen of switch and generator while a round runs: /proc, the control door, the log of the
 * collector. Linux only; what cannot be read is left out.
 */
@NullMarked
package org.strowger.harness.load.watch;

import org.jspecify.annotations.NullMarked;
