package org.strowger.server.conf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.strowger.base.ConfigException;
import org.strowger.base.YamlFile;
import org.strowger.call.Destination;
import org.strowger.call.HouseRules;
import org.strowger.call.KeyCodes;
import org.strowger.call.NumberRules;
import org.strowger.call.OutsideRule;
import org.strowger.server.conf.SwitchConf.Kind;
import org.strowger.server.conf.SwitchConf.Leads;
import org.strowger.server.conf.SwitchConf.Options;
import org.strowger.sip.trunk.NumberRule;
import tools.jackson.databind.JsonNode;

/** Reads numbers.yaml. */
final class NumberReader {

    private static final int SLOTS = 20;
    private static final int RETURN_SECONDS = 60;
    private static final int RING_SECONDS = 20;
    private static final int MOST_MEMBERS = 10;

    /** Nobody may telephone at the operator's cost because a word was forgotten. */
    private static final String USUAL_KIND = "national";

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
        var taken = new HashSet<>(everybody.keySet());
        taken.addAll(inside.keySet());
        taken.addAll(agents);
        inside.values().forEach(leads -> checkSlots(leads, taken));
        boolean beep = file.root().at("/supervision/beep").asBoolean(false);
        inside.values().forEach(leads -> taken.addAll(leads.slots()));
        return new SwitchConf.Numbers(
                everybody, inside, outside(), keys(), beep, conferences(taken), house());
    }

    private HouseRules house() {
        var rules = new LinkedHashMap<String, NumberRules>();
        for (var plan : List.of("public", "agents-only")) {
            for (var entry : file.root().path(plan).properties()) {
                var to = entry.getValue();
                boolean withAgent = to.path("answer").asString("").equals("with-agent");
                long longest = TimeUnit.SECONDS.toMicros(to.path("longest-s").asInt(0));
                if (withAgent || longest > 0) {
                    rules.put(entry.getKey(), new NumberRules(withAgent, longest));
                }
            }
        }
        var hear = file.root().path("blocked").asString("decline");
        var tone = hear.equals("decline") ? "" : "tone/" + hear;
        return new HouseRules(Map.of(), Map.of(), Map.of(), rules, tone);
    }

    private List<ConferenceConf> conferences(Set<String> taken) {
        var all = new ArrayList<ConferenceConf>();
        for (var one : file.root().path("conferences")) {
            var number = one.get("number").asString();
            var pin = one.path("pin").asString("");
            boolean open = one.path("public").asBoolean(false);
            if (!taken.add(number)) {
                throw file.wrong(one.get("number"), number + " is a number of its own already");
            }
            if (open && pin.isEmpty()) {
                throw file.wrong(one, "a conference that strangers reach needs a pin");
            }
            all.add(conference(one, number, pin, open));
        }
        return all;
    }

    private ConferenceConf conference(JsonNode one, String number, String pin, boolean open) {
        var moderator = one.path("moderator-pin").asString("");
        if (!moderator.isEmpty() && (pin.isEmpty() || moderator.equals(pin))) {
            throw file.wrong(one, "who has a moderator-pin needs another pin for the members");
        }
        boolean first = one.path("first-moderates").asBoolean(false);
        int most = one.path("most").asInt(MOST_MEMBERS);
        return new ConferenceConf(number, pin, moderator, first, most, open, file.where(one));
    }

    /** The slots of a park number must not mean anything else. */
    private void checkSlots(Leads leads, Set<String> taken) {
        for (var slot : leads.slots()) {
            if (taken.contains(slot)) {
                throw new ConfigException(
                        "%s: slot %s is a number of its own already"
                                .formatted(leads.where(), slot));
            }
        }
    }

    private KeyCodes keys() {
        var keys = file.root().path("during-calls");
        var transfer = keys.path("transfer").asString("");
        var consult = keys.path("consult").asString("");
        boolean unclear =
                !transfer.isEmpty()
                        && !consult.isEmpty()
                        && (transfer.startsWith(consult) || consult.startsWith(transfer));
        if (unclear) {
            throw file.wrong(keys, "neither code may begin with the other");
        }
        return new KeyCodes(transfer, consult);
    }

    private List<OutsideRule> outside() {
        var rules = new ArrayList<OutsideRule>();
        for (var rule : file.root().path("outside")) {
            var trunk = rule.get("trunk").asString();
            if (!trunks.contains(trunk)) {
                throw file.wrong(rule.get("trunk"), ConfReader.noSuch("trunk", trunk, trunks));
            }
            rules.add(
                    new OutsideRule(
                            match(rule), trunk, AgentReader.kind(rule.get("kind").asString())));
        }
        return rules;
    }

    private NumberRule.Match match(JsonNode rule) {
        try {
            return new NumberRule.Match(
                    Pattern.compile(rule.get("match").asString()), rule.path("to").asString("$0"));
        } catch (IllegalArgumentException e) { // Of the expression, or of the groups it has.
            var why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw file.wrong(rule.get("match"), "no regular expression: " + why);
        }
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
            for (var agent : leads.options().ring()) {
                if (!agents.isEmpty() && !agents.contains(agent)) {
                    throw file.wrong(entry.getValue(), ConfReader.noSuch("agent", agent, agents));
                }
            }
            if (leads.options().slots() > 0 && !number.matches("[1-9][0-9]{0,7}")) {
                throw file.wrong(entry.getValue(), "a number for parking has 1 to 8 digits");
            }
            plan.put(number, leads);
        }
        return plan;
    }

    private static Options options(JsonNode to) {
        if (to.has("trunk")) {
            return Options.through(AgentReader.kind(to.path("kind").asString(USUAL_KIND)));
        }
        if (to.has("seconds")) {
            int seconds = to.get("seconds").asInt();
            return new Options(List.of(), false, seconds, 0, Destination.Kind.INTERNAL);
        }
        boolean parks = to.path("feature").asString("").equals("park");
        if (!parks && !to.has("ring")) {
            return Options.NONE;
        }
        return new Options(
                AgentReader.strings(to.path("ring")),
                to.path("order").asString("").equals("serial"),
                to.path(parks ? "return-s" : "ring-s").asInt(parks ? RETURN_SECONDS : RING_SECONDS),
                parks ? to.path("slots").asInt(SLOTS) : 0,
                Destination.Kind.INTERNAL);
    }

    /** What the feature is about; the number itself where there is nothing to say. */
    private String about(JsonNode feature, String number) {
        var queue = feature.path("queue").asString("");
        if (!queue.isEmpty() && !queues.contains(queue)) {
            throw file.wrong(feature.get("queue"), ConfReader.noSuch("queue", queue, queues));
        }
        return queue.isEmpty()
                ? feature.path("reason").asString(feature.path("most-s").asString(number))
                : queue;
    }

    private Leads leads(String number, JsonNode to) {
        if (to.has("feature")) {
            var name = to.get("feature").asString();
            return new Leads(Kind.FEATURE, name, about(to, number), file.where(to), options(to));
        }
        for (var kind : Kind.values()) {
            var key = kind.name().toLowerCase(Locale.ROOT);
            if (to.has(key)) {
                var dial = to.path("number").asString(number);
                var name = kind == Kind.RING ? number : to.get(key).asString();
                return new Leads(kind, name, dial, file.where(to), options(to));
            }
        }
        throw new IllegalStateException("the schema let a number without a destination pass");
    }
}
