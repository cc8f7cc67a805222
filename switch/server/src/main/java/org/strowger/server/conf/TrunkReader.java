package org.strowger.server.conf;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.base.YamlFile;
import org.strowger.sip.Flow;
import org.strowger.sip.core.SipTrunk;
import org.strowger.sip.locate.ServerName;
import org.strowger.sip.registrar.Credentials;
import org.strowger.sip.trunk.Failover;
import org.strowger.sip.trunk.Registering;
import org.strowger.sip.trunk.TrunkHost;
import org.strowger.sip.trunk.TrunkLimits;
import org.strowger.sip.trunk.TrunkName;
import tools.jackson.databind.JsonNode;

/** Reads trunks.yaml. */
final class TrunkReader {

    private static final int EXPIRES_S = 3_600;
    private static final int RETRY_S = 30;

    /** A NAT may forget a binding over UDP after 30 s (RFC 5626, section 4.4.1). */
    private static final int KEEP_ALIVE_S = 25;

    private final YamlFile file;
    private final boolean tls;
    private final Map<InetAddress, String> trusted = new HashMap<>();
    private final Map<String, SipTrunk> trunks = new LinkedHashMap<>();

    /**
     * A reader.
     *
     * @param tls whether the switch has SIP over TLS
     */
    TrunkReader(YamlFile file, boolean tls) {
        this.file = file;
        this.tls = tls;
    }

    Map<String, SipTrunk> trunks() {
        var nodes = file.root().get("trunks");
        for (var node : nodes) {
            var trunk = trunk(node);
            if (trunks.put(trunk.name(), trunk) != null) {
                throw file.wrong(node.get("name"), "a trunk of this name stands above");
            }
        }
        nodes.forEach(this::checkOverflow);
        return trunks;
    }

    private SipTrunk trunk(JsonNode node) {
        var login = node.path("login");
        var rules = new TrunkRulesReader(file, node);
        var places = places(node);
        return new SipTrunk(
                node.get("name").asString(),
                of(places, TrunkHost.class),
                of(places, TrunkName.class),
                trust(node),
                node.path("domain").asString(""),
                login.isMissingNode()
                        ? null
                        : new Credentials(
                                login.get("user").asString(), login.get("password").asString()),
                registering(node),
                node.path("options-s").asInt(0),
                !node.path("tcp-switch").asString("auto").equals("never"),
                failover(node.path("failover")),
                new TrunkLimits(
                        node.at("/limits/calls").asInt(0),
                        node.at("/limits/calls-per-second").asInt(0),
                        node.at("/limits/incoming-per-second").asInt(0)),
                node.path("overflow").asString(""),
                rules.rules());
    }

    private List<InetAddress> trust(JsonNode node) {
        var name = node.get("name").asString();
        var trust = new ArrayList<InetAddress>();
        for (var address : node.get("trust")) {
            trust.add(ConfReader.address(file, address));
            var other = trusted.putIfAbsent(trust.getLast(), name);
            if (other != null) {
                throw file.wrong(address, "trunk %s trusts this source too".formatted(other));
            }
        }
        return trust;
    }

    /** One at the trunk itself, or a list of them: each a TrunkHost or a TrunkName. */
    private List<Record> places(JsonNode node) {
        if (node.has("host") == node.has("hosts")) {
            throw file.wrong(node.get("name"), "a trunk has host and port, or hosts, and not both");
        }
        if (node.has("host")) {
            return List.of(place(node, node));
        }
        var places = new ArrayList<Record>();
        var known = new HashSet<>();
        for (var host : node.get("hosts")) {
            var place = place(host, node);
            if (!known.add(where(place))) {
                throw file.wrong(host.get("host"), "this host and port stand above");
            }
            places.add(place);
        }
        return places;
    }

    private static Object where(Record place) {
        return switch (place) {
            case TrunkHost host -> host.address();
            case TrunkName name -> name.server();
            default -> place;
        };
    }

    private static <T> List<T> of(List<Record> places, Class<T> kind) {
        return places.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Record place(JsonNode node, JsonNode trunk) {
        var host = node.get("host");
        int priority = node.path("priority").asInt(1);
        int weight = node.path("weight").asInt(1);
        var transport = transport(node.has("transport") ? node : trunk);
        if (!ServerName.isName(host.asString())) {
            var address = address(host);
            if (!node.has("port")) {
                throw file.wrong(host, "its port is expected, too");
            }
            return new TrunkHost(
                    transport == null ? Flow.Transport.UDP : transport,
                    new InetSocketAddress(address, node.get("port").asInt()),
                    priority,
                    weight);
        }
        var name = host.asString().toLowerCase(Locale.ROOT);
        var server = new ServerName(name, node.path("port").asInt(0), transport);
        return new TrunkName(server, priority, weight);
    }

    private InetAddress address(JsonNode host) {
        var text = host.asString();
        boolean mistaken = text.matches(".*[G-Zg-z-].*"); // No address has such a letter.
        if (mistaken) {
            throw file.wrong(
                    host,
                    "an address or the full name of a host is expected, as sip.carrier.example");
        }
        return ConfReader.address(file, host);
    }

    /** Null where nothing is said. */
    private Flow.@Nullable Transport transport(JsonNode node) {
        if (!node.has("transport")) {
            return null;
        }
        var transport =
                Flow.Transport.valueOf(node.get("transport").asString().toUpperCase(Locale.ROOT));
        if (transport == Flow.Transport.TLS && !tls) {
            throw file.wrong(node.get("transport"), "tls needs sip.tls in strowger.yaml");
        }
        return transport;
    }

    private @Nullable Registering registering(JsonNode node) {
        if (!node.has("register")) {
            return null;
        }
        var register = node.get("register");
        var user = register.path("user").asString(node.at("/login/user").asString(""));
        if (user.isEmpty()) {
            throw file.wrong(register, "whom to register is expected: user, here or in login");
        }
        return new Registering(
                user,
                register.path("expires-s").asInt(EXPIRES_S),
                register.path("retry-s").asInt(RETRY_S),
                register.path("keep-alive-s").asInt(KEEP_ALIVE_S));
    }

    private static Failover failover(JsonNode node) {
        var usual = Failover.DEFAULT;
        var statuses = new HashSet<Integer>();
        node.path("statuses").forEach(status -> statuses.add(status.asInt()));
        return new Failover(
                node.path("silence-ms").asInt(usual.silenceMillis()),
                node.path("progress-ms").asInt(usual.progressMillis()),
                statuses,
                node.path("rest-s").asInt(usual.restSeconds()));
    }

    /** It exists, and nobody comes back to where the call began. */
    private void checkOverflow(JsonNode node) {
        var first = node.get("name").asString();
        Set<String> visited = new HashSet<>(Set.of(first));
        var next = node.path("overflow").asString("");
        while (!next.isEmpty()) {
            var trunk = trunks.get(next);
            if (trunk == null) {
                throw file.wrong(
                        node.get("overflow"), ConfReader.noSuch("trunk", next, trunks.keySet()));
            }
            if (!visited.add(next)) {
                throw file.wrong(
                        node.get("overflow"), "this leads back to trunk %s".formatted(next));
            }
            next = trunk.overflow();
        }
    }
}
