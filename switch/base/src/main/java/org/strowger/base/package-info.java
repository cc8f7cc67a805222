/**
 * The few types that every part of the switch shares: ids, time, chance, the timer wheel, the mark
 * of a test that shows a section of an RFC, whose turn it is on a core, and the reader of the
 * operator's YAML files.
 *
 * <p>It knows nothing of telephony. It has a dozen files at most: what only two modules share
 * belongs to one of them. Values are immutable; {@link org.strowger.base.TimerWheel} is owned by
 * the thread that uses it.
 */
@NullMarked
package org.strowger.base;

import org.jspecify.annotations.NullMarked;
