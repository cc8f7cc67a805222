/**
 * The automatic call distributor: queues, waiting calls, agents, skills, offers and wrap-up.
 *
 * <p>A deterministic state machine. Start at {@link org.strowger.acd.Distributor}: {@link
 * org.strowger.acd.AcdEvent}s go in, one at a time and in sequence, {@link
 * org.strowger.acd.AcdCommand}s come out. Inside, {@code Agents}, {@code Queues} and {@code Offers}
 * hold what there is and how it changes, and {@code Matcher} finds who goes with whom.
 *
 * <p>It does not know time, threads, files, chance or telephony. No clock is read, no thread
 * started and nothing sent from here; maps and sets have an order that is the same in every run,
 * and all arithmetic is on integers; where agents are drawn by lot, the draw follows from a seed in
 * the configuration. So the same events always give the same commands: that is how a journal is
 * replayed and how the tests are written. One thread owns a distributor; {@link
 * org.strowger.acd.ring} brings one.
 */
@NullMarked
package org.strowger.acd;

import org.jspecify.annotations.NullMarked;
