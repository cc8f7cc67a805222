package org.strowger.server.conf;

import java.util.List;
import org.strowger.base.YamlFile;
import tools.jackson.databind.JsonNode;

/** No number or queue may allow a longer call than any may be. */
final class LongestCalls {

    /** Unless the configuration says so. */
    static final int MINUTES = 240;

    private static final int SECONDS_A_MINUTE = 60;

    private final int minutes;

    LongestCalls(YamlFile main) {
        this.minutes = main.root().at("/limits/longest-call-minutes").asInt(MINUTES);
    }

    /** Refuses what would never count, with its position. */
    void check(YamlFile numbers, YamlFile queues) {
        for (var plan : List.of("public", "agents-only")) {
            for (var entry : numbers.root().path(plan).properties()) {
                check(numbers, entry.getValue(), "longest-s");
            }
        }
        for (var queue : queues.root().get("queues")) {
            check(queues, queue, "longest-talk-s");
        }
    }

    private void check(YamlFile file, JsonNode of, String key) {
        var seconds = of.path(key);
        if (seconds.asInt(0) > minutes * SECONDS_A_MINUTE) {
            throw file.wrong(
                    seconds,
                    "%s is %d, but limits.longest-call-minutes of strowger.yaml ends every call after %d s"
                            .formatted(key, seconds.asInt(), minutes * SECONDS_A_MINUTE));
        }
    }
}
