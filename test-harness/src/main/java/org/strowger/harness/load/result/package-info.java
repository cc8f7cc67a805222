/**
 * What a load run found, as {@code summary.json} holds it. Values only: no clock, no file, no
 * process. Times are microseconds, memory is octets, processor time is seconds, unless a name says
 * otherwise.
 *
 * <p>Immutable; any thread.
 */
@NullMarked
package org.strowger.harness.load.result;

import org.jspecify.annotations.NullMarked;
