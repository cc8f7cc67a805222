package org.strowger.cli;

import java.io.PrintStream;
import org.strowger.harness.load.result.Finding;

/** Where a command writes: what was asked for to one, everything else to the other. */
record Console(PrintStream out, PrintStream err) {

    /** A line on what was checked. */
    void print(Finding finding) {
        out.printf(
                "%-9s %s: %s%n",
                finding.holds() ? "ok" : "VIOLATED", finding.name(), finding.detail());
    }
}
