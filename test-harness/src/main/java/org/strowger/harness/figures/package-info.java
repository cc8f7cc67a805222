/**
 * Figures of the switch against the limits that it has to keep: heap of dialogs and calls, many
 * registered phones on one core, and how soon an INVITE has its 100. Start with {@link
 * org.strowger.harness.figures.Benchmark}.
 */
@NullMarked
package org.strowger.harness.figures;

import org.jspecify.annotations.NullMarked;
