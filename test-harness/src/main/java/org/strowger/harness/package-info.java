/** Simulated phones and agents, system tests and load. */
@NullMarked
package org.strowger.harness;

import org.jspecify.annotations.NullMarked;
