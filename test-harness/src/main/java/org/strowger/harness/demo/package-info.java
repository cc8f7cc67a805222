/**
 * The demonstration: a switch, two agents and two callers on this machine, step by step. Start at
 * {@link org.strowger.harness.demo.Demo}.
 *
 * <p>It knows the switch as a process only, by SIP, RTP and its control door. A virtual thread
 * plays each person; the story is written under one lock.
 */
@NullMarked
package org.strowger.harness.demo;

import org.jspecify.annotations.NullMarked;
