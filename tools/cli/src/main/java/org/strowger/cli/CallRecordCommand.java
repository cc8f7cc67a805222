package org.strowger.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "record",
        description = {
            "Begins, pauses, resumes or ends the recording of a call.",
            "For example: strowger calls record pause n1-abc-1"
        })
final class CallRecordCommand implements Callable<Integer> {

    /** What can be done to a recording. */
    enum Change {
        START,
        PAUSE,
        RESUME,
        STOP
    }

    private final Console console;

    @Parameters(index = "0", paramLabel = "start|pause|resume|stop", description = "What to do.")
    private Change change = Change.START;

    @Parameters(index = "1", paramLabel = "ID", description = "The call, as `calls` lists it.")
    private String call = "";

    @Mixin private DataOption data = new DataOption();

    CallRecordCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var door = Door.toRunning(data.dir())) {
            var now =
                    door.record(call, change.name().toLowerCase(Locale.ROOT), RecordingRows.user());
            console.out().println(call + ": recording " + now);
        }
        return 0;
    }
}
