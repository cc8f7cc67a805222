/**
 * The callers of a load run: SIPp with a scenario and a CSV that are written for the round ({@link
 * org.strowger.harness.load.caller.Scenario}, {@link org.strowger.harness.load.caller.CallerRows}),
 * and what their log files say of each call ({@link org.strowger.harness.load.caller.CallLog}).
 *
 * <p>It knows nothing of the switch. One SIPp process a part of the round, watched from the thread
 * of the run.
 */
@NullMarked
package org.strowger.harness.load.caller;

import org.jspecify.annotations.NullMarked;
