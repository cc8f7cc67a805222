package org.strowger.cli;

import java.io.PrintStream;

/** Where a command writes: what was asked for to one, everything else to the other. */
record Console(PrintStream out, PrintStream err) {}
