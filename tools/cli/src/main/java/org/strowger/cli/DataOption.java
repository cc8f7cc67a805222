package org.strowger.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which switch is meant: the one that keeps its data there. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:strowger.home:-.}/data",
            description = "The switch's data folder. Default: data in the project's folder.")
    private Path dir = Path.of("data");

    Path dir() {
        return dir;
    }
}
