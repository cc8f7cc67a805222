package org.strowger.call;

import java.util.List;
import java.util.Map;
import org.strowger.ivr.Node;
import org.strowger.ivr.Script;

/** A caller who was with an agent, and has none any more, is the next in the queue's line. */
final class BackInLine {

    /** What a caller hears who was cut off. */
    static final String PROMPT = "agent-lost";

    private static final String QUEUE = "queue";
    private static final String END = "end";

    private BackInLine() {}

    /**
     * The party goes to the head of the line that it was in.
     *
     * @param cutOff whether it is told so before
     * @return false where it cannot: the call was in no queue, a transfer goes on, or it ends
     */
    static boolean begin(Call call, PartyLeg stays, boolean cutOff) {
        var again = call.queue().again(END);
        if (again == null || call.isDetoured() || call.state() == Call.State.ENDING) {
            return false;
        }
        var language = call.log().language();
        Map<String, Node> nodes =
                Map.of(
                        "say",
                        new Node.Play(List.of(PROMPT), QUEUE),
                        QUEUE,
                        again,
                        END,
                        new Node.HangUp());
        call.serve(stays, new Script(PROMPT, cutOff ? "say" : QUEUE, language, nodes), "");
        return true;
    }
}
