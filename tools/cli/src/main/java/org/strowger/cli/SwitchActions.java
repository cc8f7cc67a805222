package org.strowger.cli;

import java.io.PrintStream;
import java.nio.file.Path;

/** The real thing: where the command line meets server and test harness. */
final class SwitchActions implements Actions {

    @Override
    public int run(Path conf, Path data) {
        throw notWired("run");
    }

    @Override
    public String check(Path conf) {
        throw notWired("check");
    }

    @Override
    public int demo(PrintStream out) {
        throw notWired("demo");
    }

    private static CommandException notWired(String what) {
        return new CommandException(what + " is not part of this build");
    }
}
