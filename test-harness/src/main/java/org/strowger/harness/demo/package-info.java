/** The demonstration: a switch, two agents and two callers on this machine, step by step. */
@NullMarked
package org.strowger.harness.demo;

import org.jspecify.annotations.NullMarked;
