package org.strowger.harness.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Prints what happens, each line with the time since the beginning. */
final class Story {

    private final PrintStream out;
    private final long began = System.nanoTime();

    Story(PrintStream out) {
        this.out = out;
    }

    void tell(String step) {
        line(time() + "  " + step);
    }

    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    private String time() {
        double seconds = (System.nanoTime() - began) / 1e9;
        return String.format(Locale.ROOT, "%02d:%04.1f", (int) seconds / 60, seconds % 60);
    }
}
