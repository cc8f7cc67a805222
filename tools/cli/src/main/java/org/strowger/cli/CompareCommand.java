package org.strowger.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.report.Comparison;
import org.strowger.harness.load.report.ResultFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description = {
            "Shows two results of load runs side by side, with ratios.",
            "Says when a difference is within the noise of the rounds."
        })
final class CompareCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "A", description = "Result folder, or its summary.json.")
    private Path a = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "The one to compare with it.")
    private Path b = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the comparison as a page, compare.html.")
    private @Nullable Path out;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var comparison = Comparison.of(ResultFile.read(a), ResultFile.read(b));
        console.out().print(comparison.text());
        if (out != null) {
            console.out().println("page: " + comparison.write(out));
        }
        return 0;
    }
}
