/**
 * The regression guard: hot steps of the switch, timed as ratios to a reference workload in the
 * same run, see {@link org.strowger.harness.bench.Guard}.
 */
@NullMarked
package org.strowger.harness.bench;

import org.jspecify.annotations.NullMarked;
