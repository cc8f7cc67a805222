package org.strowger.ivr;

import java.util.List;

/** Runs scripts: position and event in, next position and commands out. Pure; has no state. */
public final class Interpreter {

    /** Where the call stands now, and what has to be done about it. */
    public record Step(Position next, List<IvrCommand> commands) {
        public Step {
            commands = List.copyOf(commands);
        }
    }

    private Interpreter() {}
}
