package org.strowger.cli;

import java.io.PrintStream;
import java.nio.file.Path;

/** What the commands have the rest of the project do. */
public interface Actions {

    /**
     * Runs the switch until it is told to stop.
     *
     * @param untilEof whether the end of standard input tells it so too
     * @return the exit code
     */
    int run(Path conf, Path data, boolean untilEof);

    /**
     * Reads a configuration and its scripts without using them.
     *
     * @return what is in it, for example {@code 3 agents, 2 queues}
     * @throws org.strowger.base.ConfigException with a line for each mistake
     */
    String check(Path conf);

    /**
     * Shows whole calls.
     *
     * @return the exit code
     */
    int demo(PrintStream out);
}
