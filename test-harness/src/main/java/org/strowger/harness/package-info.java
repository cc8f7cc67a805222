/**
 * Simulated phones and agents, system tests and load. Each package says what it is for; start at
 * {@code process} for a switch to test, at {@code phone} for a telephone, at {@code load} for many.
 *
 * <p>Nothing here knows the inside of the switch, but {@code city} and {@code bench}, which run its
 * production code, and {@code figures} for its heap.
 */
@NullMarked
package org.strowger.harness;

import org.jspecify.annotations.NullMarked;
