/**
 * Thousands of simulated agents, callers, or a carrier, in one thread each farm: {@link
 * org.strowger.harness.farm.AgentFarm}, {@link org.strowger.harness.farm.CallerFarm}, {@link
 * org.strowger.harness.farm.Carrier}.
 *
 * <p>Inside is a step machine: a datagram or a timer goes in, datagrams go out by {@link
 * org.strowger.harness.farm.Network}; time, chance and timers are handed in ({@link
 * org.strowger.harness.farm.Ground}). The only thread and the only sockets are those of {@link
 * org.strowger.harness.farm.FarmLoop}. It uses nothing of the switch but the timer wheel and the
 * clock of base.
 *
 * <p>It knows no queue and no record: a farm is a crowd of phones, and what they saw.
 */
@NullMarked
package org.strowger.harness.farm;

import org.jspecify.annotations.NullMarked;
