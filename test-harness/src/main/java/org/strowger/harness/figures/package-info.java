/**
 * Figures of the switch against the limits that it has to keep: heap of dialogs and calls, many
 * registered phones on one core, and how soon an INVITE has its 100. Start with {@link
 * org.strowger.harness.figures.Benchmark}.
 *
 * <p>It knows how to measure, and beside each figure its limit. Everything runs on the thread of
 * the command; switches that are measured are processes, but for heap, where the switch is in this
 * JVM's one thread.
 */
@NullMarked
package org.strowger.harness.figures;

import org.jspecify.annotations.NullMarked;
