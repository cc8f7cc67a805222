package org.strowger.server.conf;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.Stay;
import org.strowger.base.YamlFile;
import org.strowger.call.Announcing;
import org.strowger.call.CallbackRules;
import org.strowger.call.QueueService;
import tools.jackson.databind.JsonNode;

/** Reads what a queue of queues.yaml does for its callers. */
final class ServiceReader {

    private static final int FIRST_SECONDS = 15;
    private static final String TOO_LONG = "too-long";
    private static final String LONGEST_ESTIMATE = "longest-estimate-s";
    private static final List<String> SAID = List.of("place", "time");

    private final YamlFile file;
    private final YamlFile agentsFile;
    private final JsonNode queue;

    /**
     * Of one queue.
     *
     * @param agentsFile for the names of classes
     */
    ServiceReader(YamlFile file, YamlFile agentsFile, JsonNode queue) {
        this.file = file;
        this.agentsFile = agentsFile;
        this.queue = queue;
    }

    QueueService service() {
        return new QueueService(
                announcing(queue.path("announce")),
                TimeUnit.SECONDS.toMicros(queue.path("return-within-s").asInt(0)),
                callback(queue.path("callback")));
    }

    private @Nullable CallbackRules callback(JsonNode node) {
        if (node.isMissingNode()) {
            return null;
        }
        return new CallbackRules(
                AgentReader.rights(file, node.get("class"), agentsFile, Set.of()),
                node.path("first").asString("agent").equals("agent"),
                node.path("retries").asInt(2),
                TimeUnit.SECONDS.toMicros(node.path("retry-s").asInt(300)),
                TimeUnit.HOURS.toMicros(node.path("keep-h").asInt(24)),
                node.path("per-day").asInt(2),
                node.path("most").asInt(50));
    }

    /** Who may join, and stay. */
    Stay stay() {
        var refused = queue.path("join-refused-when");
        boolean tooLong = AgentReader.strings(refused).contains(TOO_LONG);
        var estimate = queue.path(LONGEST_ESTIMATE);
        if (tooLong && estimate.isMissingNode()) {
            throw file.wrong(refused, "too-long needs " + LONGEST_ESTIMATE + " to be given");
        }
        if (!tooLong && !estimate.isMissingNode()) {
            throw file.wrong(
                    estimate, LONGEST_ESTIMATE + " counts only with too-long in join-refused-when");
        }
        return new Stay(
                staff(refused),
                staff(queue.path("leave-when")),
                TimeUnit.SECONDS.toMicros(estimate.asInt(0)),
                TimeUnit.SECONDS.toMicros(queue.path("longest-wait-s").asInt(0)));
    }

    private static Stay.Staff staff(JsonNode when) {
        var words = AgentReader.strings(when);
        if (words.contains("none-ready")) {
            return Stay.Staff.AT_WORK;
        }
        return words.contains("no-agents") ? Stay.Staff.LOGGED_IN : Stay.Staff.NOBODY;
    }

    private Announcing announcing(JsonNode node) {
        if (node.isMissingNode()) {
            return Announcing.NONE;
        }
        var said = node.has("say") ? AgentReader.strings(node.get("say")) : SAID;
        boolean onProgress = node.path("on-progress").asBoolean(false);
        if (onProgress && !said.contains("place")) {
            throw file.wrong(
                    node.get("on-progress"), "progress is told by the place, which say leaves out");
        }
        return new Announcing(
                TimeUnit.SECONDS.toMicros(node.path("first-s").asInt(FIRST_SECONDS)),
                TimeUnit.SECONDS.toMicros(node.path("every-s").asInt(0)),
                onProgress,
                said.contains("place"),
                said.contains("time"),
                node.path("callback-key").asString("\0").charAt(0));
    }
}
