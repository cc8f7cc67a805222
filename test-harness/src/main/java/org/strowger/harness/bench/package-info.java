/**
 * The regression guard: hot steps of the switch as JMH benchmarks, and a switch under load, as
 * ratios to a reference workload in the same run. Start with {@link
 * org.strowger.harness.bench.Guard}; {@link org.strowger.harness.bench.Turns} has the JVM in which
 * JMH runs.
 *
 * <p>It knows no SIP peer: a workload is one step of the production code, in the thread that JMH
 * gives it.
 */
@NullMarked
package org.strowger.harness.bench;

import org.jspecify.annotations.NullMarked;
