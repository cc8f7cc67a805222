/**
 * The ring that puts the distributor's events in sequence, the journal of them, and its replay.
 *
 * <p>The only part of the distributor that knows of threads, files and the Disruptor. Start at
 * {@link org.strowger.acd.ring.AcdRing}. Thread {@code acd} runs the distributor and hands out its
 * commands; thread {@code acd-journal} writes the journal. It knows nothing of the rules.
 */
@NullMarked
package org.strowger.acd.ring;

import org.jspecify.annotations.NullMarked;
