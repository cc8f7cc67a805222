package org.strowger.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.strowger.control.CdrSource;
import org.strowger.harness.demo.Demo;
import org.strowger.records.Cdr;
import org.strowger.records.DatabaseInUseException;
import org.strowger.records.Records;
import org.strowger.records.RecordsException;
import org.strowger.server.CdrFilters;

/** The real thing: where the command line meets server, test harness and records. */
final class SwitchActions implements Actions {

    @Override
    public int run(Path conf, Path data) {
        return org.strowger.server.Main.run(conf, data, System.out);
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

    @Override
    public List<Cdr> cdrs(Path data, CdrSource.Filter filter) {
        try (var database = Records.openStopped(data)) {
            return CdrFilters.find(database, filter);
        } catch (DatabaseInUseException | RecordsException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
