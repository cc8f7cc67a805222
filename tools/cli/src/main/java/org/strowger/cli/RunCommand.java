package org.strowger.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = {
            "Runs the switch until SIGTERM or Ctrl-C.",
            "Prints one line, ready: and its addresses, when it takes calls."
        })
final class RunCommand implements Callable<Integer> {

    private final Actions actions;

    @Mixin private ConfOption conf = new ConfOption();
    @Mixin private DataOption data = new DataOption();

    @Option(
            names = "--until-eof",
            description = {
                "Stops at the end of standard input too: with a pipe",
                "there, it ends with whoever holds the other end."
            })
    private boolean untilEof;

    RunCommand(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Integer call() {
        return actions.run(conf.dir(), data.dir(), untilEof);
    }
}
