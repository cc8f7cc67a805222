package org.strowger.ivr;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.base.YamlFile;
import org.strowger.ivr.ScriptGraph.Vertex;
import tools.jackson.databind.JsonNode;

/** Makes a script of a file in which no mistake was found. */
final class ScriptReader {

    private static final int DEFAULT_HOLD_S = 20;
    private static final int DEFAULT_TRIES = 2;
    private static final BigDecimal DEFAULT_TIMEOUT_S = BigDecimal.valueOf(3);
    private static final int MICROS_EXPONENT = 6;

    private ScriptReader() {}

    static Script script(String name, YamlFile file) {
        var root = file.root();
        var nodes = new LinkedHashMap<String, Node>();
        root.get("nodes").forEachEntry((node, at) -> nodes.put(node, node(Vertex.of(node, at))));
        return new Script(name, text(root, "start"), text(root, "language"), nodes);
    }

    private static Node node(Vertex vertex) {
        var body = vertex.body();
        return switch (vertex.kind()) {
            case "play" ->
                    new Node.Play(
                            prompts(body, "prompts"),
                            text(body, "next"),
                            body.path("loop").asInt(1),
                            body.path("volume").asInt(0));
            case "menu" -> menu(body);
            case "set-language" -> new Node.SetLanguage(text(body, "language"), text(body, "next"));
            case "record" ->
                    new Node.Recording(
                            RecordingChange.valueOf(text(body, "do").toUpperCase(Locale.ROOT)),
                            text(body, "next"));
            case "queue" ->
                    new Node.Queue(
                            text(body, "name"),
                            request(body),
                            text(body, "on-overflow"),
                            refusals(body),
                            keys(body.path("exit-keys")));
            case "callback" ->
                    new Node.Callback(
                            text(body, "queue"),
                            TimeUnit.MINUTES.toMicros(body.path("in-minutes").asInt(0)),
                            text(body, "next"),
                            text(body, "on-failure"));
            case "transfer" -> new Node.Transfer(text(body, "number"), text(body, "on-failure"));
            case "echo" -> new Node.Echo();
            case "hang-up" -> new Node.HangUp();
            default -> throw new IllegalStateException("The schema knows more: " + vertex.kind());
        };
    }

    private static QueueRequest request(JsonNode body) {
        return new QueueRequest(
                body.path("priority").asInt(0),
                body.path("needs").asString(""),
                body.path("tier").asString(""),
                body.path("preferred-agent").asString(""),
                body.has("preferred-agent")
                        ? TimeUnit.SECONDS.toMicros(body.path("hold-s").asInt(DEFAULT_HOLD_S))
                        : 0);
    }

    private static Node menu(JsonNode body) {
        @Nullable JsonNode onInvalid = body.get("on-invalid");
        return new Node.Menu(
                prompts(body, "prompts"),
                keys(body.path("keys")),
                body.path("tries").asInt(DEFAULT_TRIES),
                micros(body.get("timeout-s")),
                prompts(body, "no-key-prompts"),
                prompts(body, "invalid-prompts"),
                text(body, "on-no-key"),
                text(body, onInvalid == null ? "on-no-key" : "on-invalid"),
                body.path("sensitive").asBoolean(false));
    }

    private static Map<Character, String> keys(JsonNode keys) {
        var targets = new TreeMap<Character, String>();
        keys.forEachEntry((key, node) -> targets.put(key.charAt(0), node.asString()));
        return targets;
    }

    private static Map<String, String> refusals(JsonNode body) {
        var targets = new TreeMap<String, String>();
        body.path("on-refused")
                .forEachEntry((reason, node) -> targets.put(reason, node.asString()));
        return targets;
    }

    private static long micros(@Nullable JsonNode seconds) {
        var value = seconds == null ? DEFAULT_TIMEOUT_S : seconds.decimalValue();
        return value.scaleByPowerOfTen(MICROS_EXPONENT).longValue();
    }

    private static List<String> prompts(JsonNode body, String field) {
        return body.path(field).values().stream().map(JsonNode::asString).toList();
    }

    private static String text(JsonNode body, String field) {
        return body.get(field).asString();
    }
}
