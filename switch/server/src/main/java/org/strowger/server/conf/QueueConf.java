package org.strowger.server.conf;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.strowger.acd.AcdConfig;
import org.strowger.base.QueueId;
import org.strowger.call.DeskRules;
import org.strowger.call.QueueService;
import org.strowger.call.RecordingRule;

/**
 * A line of callers of queues.yaml.
 *
 * @param desk what agents' phones show, say and do when it offers them a call
 * @param longestTalkMicros how long a conversation may last; 0 for as long as any
 * @param service what it does for its callers
 * @param where that is said: {@code file:line:column}
 */
public record QueueConf(
        AcdConfig.Queue rules,
        RecordingRule record,
        DeskRules desk,
        long longestTalkMicros,
        QueueService service,
        String where) {

    /** One that asks for these skills of every agent; recorded on demand. */
    public QueueConf(
            String id,
            Map<String, Integer> needs,
            int weight,
            int offerSeconds,
            int wrapUpSeconds,
            int maxWaiting,
            int ronaLimit) {
        this(
                new AcdConfig.Queue(
                        new QueueId(id),
                        SwitchConf.skills(needs),
                        weight,
                        TimeUnit.SECONDS.toMicros(offerSeconds),
                        TimeUnit.SECONDS.toMicros(wrapUpSeconds),
                        maxWaiting,
                        ronaLimit),
                RecordingRule.ON_DEMAND,
                DeskRules.PLAIN,
                0,
                QueueService.NONE,
                id);
    }

    public String id() {
        return rules.id().value();
    }
}
