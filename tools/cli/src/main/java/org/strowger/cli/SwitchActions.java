package org.strowger.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.strowger.control.CdrSource;
import org.strowger.records.Cdr;

/** The real thing: where the command line meets server, test harness and records. */
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

    @Override
    public List<Cdr> cdrs(Path data, CdrSource.Filter filter) {
        throw notWired("cdr of a switch that is not running");
    }

    private static CommandException notWired(String what) {
        return new CommandException(what + " is not part of this build");
    }
}
