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
import org.strowger.sip.registrar.Credentials;
import org.strowger.sip.trunk.Failover;
import org.strowger.sip.trunk.Registering;
import org.strowger.sip.trunk.TrunkHost;
import org.strowger.sip.trunk.TrunkLimits;
import tools.jackson.databind.JsonNode;

/** Reads trunks.yaml. */
final class TrunkReader {

    private static final int EXPIRES_S = 3_600;
    private static final int RETRY_S = 30;

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
        return new SipTrunk(
                node.get("name").asString(),
                hosts(node),
                trust(node),
                node.path("domain").asString(""),
                login.isMissingNode()
                        ? null
                        : new Credentials(
                                login.get("user").asString(), login.get("password").asString()),
                registering(node),
                node.path("options-s").asInt(0),
                failover(node.path("failover")),
                new TrunkLimits(
                        node.at("/limits/calls").asInt(0),
                        node.at("/limits/calls-per-second").asInt(0)),
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

    /** One at the trunk itself, or a list of them. */
    private List<TrunkHost> hosts(JsonNode node) {
        if (node.has("host") == node.has("hosts")) {
            throw file.wrong(node.get("name"), "a trunk has host and port, or hosts, and not both");
        }
        if (node.has("host")) {
            if (!node.has("port")) {
                throw file.wrong(node.get("host"), "its port is expected, too");
            }
            var at = ConfReader.socketAddress(file, node, "host");
            return List.of(TrunkHost.only(transport(node, node), at));
        }
        var hosts = new ArrayList<TrunkHost>();
        var known = new HashSet<InetSocketAddress>();
        for (var host : node.get("hosts")) {
            var at = ConfReader.socketAddress(file, host, "host");
            if (!known.add(at)) {
                throw file.wrong(host.get("host"), "this host and port stand above");
            }
            hosts.add(
                    new TrunkHost(
                            transport(host.has("transport") ? host : node, node),
                            at,
                            host.path("priority").asInt(1),
                            host.path("weight").asInt(1)));
        }
        return hosts;
    }

    private Flow.Transport transport(JsonNode node, JsonNode trunk) {
        var text = node.path("transport").asString("udp");
        var transport = Flow.Transport.valueOf(text.toUpperCase(Locale.ROOT));
        if (transport == Flow.Transport.TLS && !tls) {
            var where = node.has("transport") ? node : trunk;
            throw file.wrong(where.get("transport"), "tls needs sip.tls in strowger.yaml");
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
                register.path("retry-s").asInt(RETRY_S));
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
