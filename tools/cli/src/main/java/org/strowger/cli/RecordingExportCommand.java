package org.strowger.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Writes a recording as a WAV file: caller left, who talked with him right.")
final class RecordingExportCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";

    private final Console console;

    @Mixin private RecordingFile recording = new RecordingFile();

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "A file that is not there yet, or -. Default: ID.wav.")
    private @Nullable String to;

    RecordingExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        var name = to == null ? recording.id() + ".wav" : to;
        if (name.equals(STANDARD_OUTPUT)) {
            return recording.write("export", "to standard output", this::standard, console.err());
        }
        var file = Path.of(name).toAbsolutePath();
        int status =
                ClearFile.write(
                        file, to -> recording.write("export", "to " + file, to, console.err()));
        console.out().println(file);
        return status;
    }

    /** Whoever closes it leaves the console open. */
    private OutputStream standard() {
        return new FilterOutputStream(console.out()) {
            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                out.write(octets, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
