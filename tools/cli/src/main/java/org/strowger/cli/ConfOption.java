package org.strowger.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which configuration is meant. */
final class ConfOption {

    @Option(
            names = "--conf",
            paramLabel = "DIR",
            defaultValue = "${sys:strowger.home:-.}/conf",
            description = "The configuration's folder. Default: conf in the project's folder.")
    private Path dir = Path.of("conf");

    Path dir() {
        return dir;
    }
}
