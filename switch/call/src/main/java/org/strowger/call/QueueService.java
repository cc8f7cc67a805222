package org.strowger.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.ivr.Prompts;
import org.strowger.ivr.WaitWords;

/**
 * What a queue does for its callers beside finding an agent.
 *
 * @param announcing what they are told
 * @param returnMicros who has hung up and calls again within so long has the place back; 0 for
 *     nobody
 * @param callback how it calls back who would rather not wait; null for not at all
 */
public record QueueService(
        Announcing announcing, long returnMicros, @Nullable CallbackRules callback) {

    /** Who calls in instead of being called back has so long to join the queue. */
    private static final long CALLED_IN_MICROS = 600_000_000;

    /** For how long who has left has the place. */
    long keepsPlaceMicros() {
        return callback == null ? returnMicros : Math.max(returnMicros, CALLED_IN_MICROS);
    }

    /** Ids of the prompts that callers may hear there. */
    public List<String> prompts(String language) {
        var prompts = new ArrayList<String>();
        if (!announcing.isNone()) {
            prompts.addAll(WaitWords.all(language));
        }
        if (announcing.offers()) {
            prompts.addAll(WaitWords.offer(announcing.offerKey(), language));
        }
        if (callback != null && !callback.agentFirst()) {
            prompts.add(Prompts.id(OpenCallback.PROMPT, language));
        }
        return prompts;
    }

    /** Nothing. */
    public static final QueueService NONE = new QueueService(Announcing.NONE, 0);

    /** That calls nobody back. */
    public QueueService(Announcing announcing, long returnMicros) {
        this(announcing, returnMicros, null);
    }
}
