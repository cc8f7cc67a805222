package org.strowger.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        description = {
            "Checks the configuration and its scripts.",
            "Prints each mistake as file:line:column: what is wrong."
        })
final class CheckCommand implements Callable<Integer> {

    private final Actions actions;
    private final Console console;

    @Mixin private ConfOption conf = new ConfOption();

    CheckCommand(Actions actions, Console console) {
        this.actions = actions;
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println("conf OK: " + actions.check(conf.dir()));
        return 0;
    }
}
