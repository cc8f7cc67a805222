package org.strowger.server;

import java.util.List;
import java.util.function.Function;
import org.strowger.call.SupervisionAnswer;
import org.strowger.call.SupervisionMode;
import org.strowger.call.Switchboard;
import org.strowger.control.SupervisionDoor;
import org.strowger.records.CallEvent;
import org.strowger.records.SupervisionReader;

/**
 * Supervision as the control door sees it.
 *
 * @param rows what supervisors did
 * @param calls does something to a call, and waits for the answer
 */
record SupervisedCalls(
        SupervisionReader rows,
        Function<Function<Switchboard, SupervisionAnswer>, SupervisionAnswer> calls)
        implements SupervisionDoor {

    @Override
    public String supervise(String call, String mode, String supervisor, String by) {
        return switch (calls.apply(change(call, mode, supervisor, by))) {
            case RINGING -> "ringing";
            case DONE -> "done";
            case NO_CALL -> throw new IllegalArgumentException("there is no call " + call);
            case NOBODY_TALKS ->
                    throw new IllegalArgumentException("nobody talks with an agent there");
            case NOT_ALLOWED ->
                    throw new IllegalArgumentException(
                            "the class of " + supervisor + " does not allow it");
            case TAKEN -> throw new IllegalArgumentException("another supervisor has the call");
            case NOT_SUPERVISED -> throw new IllegalArgumentException("nobody supervises the call");
        };
    }

    private static Function<Switchboard, SupervisionAnswer> change(
            String call, String mode, String supervisor, String by) {
        if (mode.equals("end")) {
            return switchboard -> switchboard.superviseNoMore(call, by);
        }
        var wanted = SupervisionMode.named(mode);
        return switchboard -> switchboard.supervise(call, supervisor, wanted, by);
    }

    @Override
    public List<CallEvent.Supervised> list(String call, int limit) {
        return rows.supervisions(call, limit);
    }
}
