/**
 * Proof that a run lost nothing: what callers, generator, agents, distributor, records and the
 * switch's own counts say must add up. {@link
 * org.strowger.harness.load.conservation.Conservation#check} is pure; {@link
 * org.strowger.harness.load.conservation.JournalReader} reads the distributor's journal for it.
 *
 * <p>It knows no process and no socket: numbers come in, findings come out. Any thread.
 */
@NullMarked
package org.strowger.harness.load.conservation;

import org.jspecify.annotations.NullMarked;
