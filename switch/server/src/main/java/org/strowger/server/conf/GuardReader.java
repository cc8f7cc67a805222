package org.strowger.server.conf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.strowger.base.YamlFile;
import org.strowger.sip.core.SipTrunk;
import org.strowger.sip.guard.Beginning;
import org.strowger.sip.guard.GuardSettings;
import org.strowger.sip.guard.Network;
import org.strowger.sip.guard.Networks;
import org.strowger.sip.guard.Offence;
import tools.jackson.databind.JsonNode;

/** What {@code guard} says. Trunks are allowed without a word: their calls are their own limit. */
record GuardReader(YamlFile file, Collection<SipTrunk> trunks) {

    private static final GuardSettings DEFAULT = GuardSettings.DEFAULT;

    GuardSettings settings() {
        var guard = file.root().path("guard");
        var allowed = networks(guard.path("allow"));
        var denied = networks(guard.path("deny"));
        refuseContradictions(guard, allowed, denied);
        var first = seconds(guard, "ban-s", DEFAULT.firstBan());
        var longest = seconds(guard, "longest-ban-s", DEFAULT.longestBan());
        if (first.compareTo(longest) > 0) {
            throw file.wrong(
                    guard.get(guard.has("longest-ban-s") ? "longest-ban-s" : "ban-s"),
                    "longest-ban-s (%d) must not be below ban-s (%d)"
                            .formatted(longest.toSeconds(), first.toSeconds()));
        }
        return new GuardSettings(
                guard.path("enabled").asBoolean(true),
                new Networks(allowed, denied).allowing(trunkAddresses()),
                perSecond(guard),
                seconds(guard, "window-s", DEFAULT.window()),
                offences(guard),
                guard.has("scanners")
                        ? AgentReader.strings(guard.get("scanners"))
                        : DEFAULT.scanners(),
                first,
                longest);
    }

    private List<Network> networks(JsonNode list) {
        var networks = new ArrayList<Network>();
        for (var node : list) {
            try {
                networks.add(Network.parse(node.asString()));
            } catch (IllegalArgumentException e) {
                throw file.wrong(node, String.valueOf(e.getMessage()));
            }
        }
        return networks;
    }

    private void refuseContradictions(JsonNode guard, List<Network> allowed, List<Network> denied) {
        for (int i = 0; i < denied.size(); i++) {
            var network = denied.get(i);
            var node = guard.get("deny").get(i);
            if (allowed.contains(network)) {
                throw file.wrong(node, "this network is in allow, too");
            }
            for (var trunk : trunks) {
                if (addresses(trunk).stream().map(Network::of).anyMatch(network::equals)) {
                    throw file.wrong(node, "trunk %s is there".formatted(trunk.name()));
                }
            }
        }
    }

    private List<Network> trunkAddresses() {
        return trunks.stream()
                .flatMap(trunk -> addresses(trunk).stream())
                .distinct()
                .map(Network::of)
                .toList();
    }

    private static List<InetAddress> addresses(SipTrunk trunk) {
        var addresses = new ArrayList<>(trunk.trusted());
        trunk.hosts().forEach(host -> addresses.add(host.address().getAddress()));
        return addresses;
    }

    private static Map<Beginning, Integer> perSecond(JsonNode guard) {
        var limits = new EnumMap<Beginning, Integer>(DEFAULT.perSecond());
        for (var kind : Beginning.values()) {
            var key =
                    switch (kind) {
                        case INVITE -> "invites-per-s";
                        case REGISTER -> "registers-per-s";
                        case OPTIONS -> "options-per-s";
                        case OTHER -> "others-per-s";
                    };
            limits.computeIfPresent(kind, (_, usual) -> guard.path(key).asInt(usual));
        }
        return limits;
    }

    /** 0 is none. */
    private static Map<Offence, Integer> offences(JsonNode guard) {
        var most = new EnumMap<Offence, Integer>(DEFAULT.offences());
        for (var offence : Offence.values()) {
            var key =
                    switch (offence) {
                        case WRONG_PASSWORD -> "wrong-passwords";
                        case UNKNOWN -> "unknown";
                        case MALFORMED -> "malformed";
                        case STRAY -> "strays";
                        case SCANNER -> "";
                        case FLOOD -> "over-limit";
                    };
            most.computeIfPresent(offence, (_, usual) -> guard.path(key).asInt(usual));
        }
        most.values().removeIf(number -> number == 0);
        return most;
    }

    private static Duration seconds(JsonNode guard, String key, Duration usual) {
        return Duration.ofSeconds(guard.path(key).asInt((int) usual.toSeconds()));
    }
}
