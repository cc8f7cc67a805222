package org.strowger.control;

import java.util.List;
import org.strowger.records.CallEvent;

/** What the control door asks about supervision. Called on virtual threads. */
public interface SupervisionDoor {

    /**
     * Has a supervisor's phone rung for a call, changes what he does in it, or ends that.
     *
     * @param mode listen, whisper, barge-in, take-over or end
     * @param supervisor who; means nothing for {@code end}
     * @param by who asks for it
     * @return ringing or done
     * @throws IllegalArgumentException what cannot be, and why
     */
    String supervise(String call, String mode, String supervisor, String by);

    /**
     * What supervisors did last, oldest first.
     *
     * @param call in this call only; empty for all calls
     */
    List<CallEvent.Supervised> list(String call, int limit);
}
