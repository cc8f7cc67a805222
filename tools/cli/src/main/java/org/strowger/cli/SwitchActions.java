package org.strowger.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.strowger.harness.demo.Demo;

/** The real thing: where the command line meets server and test harness. */
final class SwitchActions implements Actions {

    @Override
    public int run(Path conf, Path data, boolean untilEof) {
        return org.strowger.server.Main.run(conf, data, untilEof, System.out);
    }

    @Override
    public String check(Path conf) {
        return org.strowger.server.Main.check(conf).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    @Override
    public int demo(PrintStream out) {
        return Demo.run(out);
    }
}
