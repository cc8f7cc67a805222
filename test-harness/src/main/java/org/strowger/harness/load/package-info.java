/**
 * The load laboratory: loads a switch with calls, measures it, breaks it on purpose, and proves
 * that nothing was lost. {@link org.strowger.harness.load.result.Result} is what a run leaves
 * behind.
 *
 * <p>Start at {@link org.strowger.harness.load.Load}. It knows the switch as a process: by SIP,
 * RTP, /proc and the control door. A round runs on the thread of the command; {@code watch} and the
 * farms have their own.
 */
@NullMarked
package org.strowger.harness.load;

import org.jspecify.annotations.NullMarked;
