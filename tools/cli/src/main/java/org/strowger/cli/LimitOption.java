package org.strowger.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much of a list is wanted. */
final class LimitOption {

    private static final int MOST = 100_000;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Only the newest N, at most 100,000. Default: 1,000.")
    private int limit;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * What was asked for.
     *
     * @throws ParameterException when it is none of 1 to 100,000
     */
    int limit() {
        return checked(limit, spec);
    }

    /** The same of a command whose default is another. */
    static int checked(int limit, CommandSpec spec) {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--limit must be 1 to " + MOST + ", not " + limit);
        }
        return limit;
    }
}
