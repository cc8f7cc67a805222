/**
 * More callers than a switch can serve, from one thread whose messages are written beforehand, and
 * what becomes of them, of the calls that were there before, and of those that come after.
 *
 * <p>Start at {@link org.strowger.harness.overload.Overload}. {@code Rush} is the thread; it knows
 * no transactions: who gets no answer is not called again, he is counted.
 *
 * <p>It knows the switch as a process only.
 */
@NullMarked
package org.strowger.harness.overload;

import org.jspecify.annotations.NullMarked;
