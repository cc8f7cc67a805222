package org.strowger.server.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.strowger.base.YamlFile;
import org.strowger.sip.core.SipTrunk;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.trunk.CallerId;
import org.strowger.sip.trunk.Diverting;
import org.strowger.sip.trunk.NumberRule;
import org.strowger.sip.trunk.NumberRules;
import org.strowger.sip.trunk.TrunkNumbers;
import tools.jackson.databind.JsonNode;

/** Reads how calls look on both sides of one trunk. */
final class TrunkRulesReader {

    private final YamlFile file;
    private final JsonNode trunk;

    TrunkRulesReader(YamlFile file, JsonNode trunk) {
        this.file = file;
        this.trunk = trunk;
    }

    SipTrunk.Rules rules() {
        return new SipTrunk.Rules(
                new TrunkNumbers(
                        numbers("/numbers/out/called"),
                        numbers("/numbers/out/caller"),
                        numbers("/numbers/in/called"),
                        numbers("/numbers/in/caller")),
                callerId(trunk.path("caller-id")),
                codecs(trunk),
                switch (trunk.path("diversion").asString("none")) {
                    case "diversion" -> Diverting.DIVERSION;
                    case "history-info" -> Diverting.HISTORY_INFO;
                    default -> Diverting.NONE;
                });
    }

    /** Those that {@code codecs} names; none when it is not there. */
    static List<Codec> codecs(JsonNode node) {
        var codecs = new ArrayList<Codec>();
        for (var codec : node.path("codecs")) {
            codecs.add(Codec.valueOf(codec.asString().toUpperCase(Locale.ROOT)));
        }
        return codecs;
    }

    private CallerId callerId(JsonNode node) {
        var number = node.path("number").asString("");
        boolean asserted = node.path("asserted").asBoolean(false);
        if (!node.has("from")) {
            return new CallerId(number, asserted);
        }
        var shown =
                switch (node.get("from").asString()) {
                    case "number" -> CallerId.Shown.NUMBER;
                    case "anonymous" -> CallerId.Shown.NOBODY;
                    default -> CallerId.Shown.CALLER;
                };
        if (shown == CallerId.Shown.NUMBER && number.isEmpty()) {
            throw file.wrong(node.get("from"), "the number to show is expected: number");
        }
        return new CallerId(number, asserted, shown);
    }

    private NumberRules numbers(String pointer) {
        var rules = new ArrayList<NumberRule>();
        trunk.at(pointer).forEach(rule -> rules.add(rule(rule)));
        return new NumberRules(rules);
    }

    private NumberRule rule(JsonNode rule) {
        if (rule.has("match") && (rule.has("strip") || rule.has("add") || !rule.has("to"))) {
            throw file.wrong(rule, "a rule has match and to, or strip and add");
        }
        if (!rule.has("match")) {
            if (rule.has("to")) {
                throw file.wrong(rule, "a rule has match and to, or strip and add");
            }
            return new NumberRule.Prefix(
                    rule.path("strip").asString(""), rule.path("add").asString(""));
        }
        try {
            var pattern = Pattern.compile(rule.get("match").asString());
            return new NumberRule.Match(pattern, rule.get("to").asString());
        } catch (IllegalArgumentException e) { // Of the expression, or of the groups it has.
            throw file.wrong(rule.get("match"), "no regular expression: " + firstLine(e));
        }
    }

    private static String firstLine(IllegalArgumentException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
