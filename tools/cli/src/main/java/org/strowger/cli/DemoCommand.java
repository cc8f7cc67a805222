package org.strowger.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "demo",
        description = {
            "Shows whole calls, step by step, with simulated callers and agents.",
            "Runs a switch of its own on free ports of loopback; needs no configuration."
        })
final class DemoCommand implements Callable<Integer> {

    private final Actions actions;
    private final Console console;

    DemoCommand(Actions actions, Console console) {
        this.actions = actions;
        this.console = console;
    }

    @Override
    public Integer call() {
        return actions.demo(console.out());
    }
}
