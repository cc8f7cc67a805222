package org.strowger.server.conf;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.strowger.base.YamlFile;
import org.strowger.server.conf.SwitchConf.Kind;
import org.strowger.server.conf.SwitchConf.Leads;
import tools.jackson.databind.JsonNode;

/** Reads numbers.yaml. */
final class NumberReader {

    private final YamlFile file;
    private final Set<String> queues;
    private final Set<String> trunks;
    private final Set<String> agents;

    NumberReader(YamlFile file, Set<String> queues, Set<String> trunks, Set<String> agents) {
        this.file = file;
        this.queues = queues;
        this.trunks = trunks;
        this.agents = agents;
    }

    SwitchConf.Numbers numbers() {
        var everybody = plan(file.root().get("public"));
        for (var entry : file.root().get("public").properties()) {
            if (entry.getValue().has("feature")) {
                throw file.wrong(entry.getValue(), "a feature code must stand under agents-only");
            }
        }
        var inside = plan(file.root().path("agents-only"));
        for (var entry : file.root().path("agents-only").properties()) {
            if (everybody.containsKey(entry.getKey())) {
                throw file.wrong(entry.getValue(), entry.getKey() + " stands under public already");
            }
        }
        return new SwitchConf.Numbers(everybody, inside);
    }

    private Map<String, Leads> plan(JsonNode numbers) {
        var plan = new LinkedHashMap<String, Leads>();
        for (var entry : numbers.properties()) {
            var number = entry.getKey();
            var leads = leads(number, entry.getValue());
            if (agents.contains(number)) {
                throw file.wrong(entry.getValue(), number + " is the id of an agent");
            }
            if (leads.kind() == Kind.QUEUE && !queues.contains(leads.name())) {
                throw file.wrong(
                        entry.getValue(), ConfReader.noSuch("queue", leads.name(), queues));
            }
            if (leads.kind() == Kind.TRUNK && !trunks.contains(leads.name())) {
                throw file.wrong(
                        entry.getValue(), ConfReader.noSuch("trunk", leads.name(), trunks));
            }
            plan.put(number, leads);
        }
        return plan;
    }

    private Leads leads(String number, JsonNode to) {
        for (var kind : Kind.values()) {
            var key = kind.name().toLowerCase(Locale.ROOT);
            if (to.has(key)) {
                var dial = to.path("number").asString(number);
                return new Leads(kind, to.get(key).asString(), dial, file.where(to));
            }
        }
        throw new IllegalStateException("the schema let a number without a destination pass");
    }
}
