package org.strowger.server.conf;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.strowger.base.ConfigException;
import org.strowger.base.YamlFile;
import org.strowger.server.conf.SwitchConf.Kind;
import org.strowger.server.conf.SwitchConf.Leads;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code conf/}. What the schemas cannot say (names that must exist elsewhere) is said here.
 */
public final class ConfReader {

    private static final List<String> MD5_ONLY_PHONES = List.of("baresip v0.", "baresip v1.");

    private final Path folder;

    private ConfReader(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads and checks a folder with strowger.yaml, agents.yaml, queues.yaml, trunks.yaml and
     * numbers.yaml.
     *
     * @throws ConfigException with file, line, column and what was expected
     */
    public static SwitchConf read(Path folder) {
        return new ConfReader(folder).read();
    }

    private SwitchConf read() {
        var queues = queues(file("queues"));
        var queueIds = new LinkedHashSet<String>();
        queues.forEach(queue -> queueIds.add(queue.id()));
        var main = file("strowger");
        var root = main.root();
        var realm = root.at("/sip/realm").asString();
        var agentsFile = file("agents");
        var agents = new AgentReader(agentsFile, realm, queueIds).agents();
        var trunks = trunks(file("trunks"));
        var trunkNames = new LinkedHashSet<String>();
        trunks.forEach(trunk -> trunkNames.add(trunk.name()));
        var conf =
                new SwitchConf(
                        root.get("node").asString(),
                        folder.resolve(root.get("scripts").asString()).normalize(),
                        sip(main, root.get("sip"), realm),
                        rtp(main, root.get("rtp")),
                        socketAddress(main, root.get("control"), "address"),
                        new SwitchConf.Limits(
                                root.at("/limits/calls").asInt(),
                                root.at("/limits/drain-s").asInt(10)),
                        agents,
                        queues,
                        trunks,
                        numbers(file("numbers"), queueIds, trunkNames));
        refuseDemoPasswords(main, agentsFile, conf);
        return conf;
    }

    /** The switch stays on loopback while anybody can read a password in the documentation. */
    private static void refuseDemoPasswords(YamlFile main, YamlFile agents, SwitchConf conf) {
        boolean loopback =
                conf.sip().listen().getAddress().isLoopbackAddress()
                        && conf.rtp().addresses().stream().allMatch(InetAddress::isLoopbackAddress);
        if (loopback) {
            return;
        }
        for (var agent : agents.root().get("agents")) {
            if (agent.path("password").asString("").startsWith("demo-")) {
                throw agents.wrong(
                        agent.get("password"),
                        "a demo password is allowed only while sip.address and rtp.addresses in "
                                + main.path()
                                + " are loopback addresses");
            }
        }
    }

    private static SwitchConf.Sip sip(YamlFile file, JsonNode sip, String realm) {
        int shortest = sip.path("min-expires-s").asInt(60);
        int longest = sip.path("max-expires-s").asInt(7_200);
        if (shortest > longest) {
            throw file.wrong(
                    sip.get("min-expires-s"), "min-expires-s must not exceed max-expires-s");
        }
        return new SwitchConf.Sip(
                socketAddress(file, sip, "address"),
                realm,
                sip.path("t1-ms").asInt(500),
                shortest,
                longest,
                sip.has("md5-only-phones")
                        ? AgentReader.strings(sip.get("md5-only-phones"))
                        : MD5_ONLY_PHONES,
                sip.path("loops").asInt(1));
    }

    private static SwitchConf.Rtp rtp(YamlFile file, JsonNode rtp) {
        var addresses = new ArrayList<InetAddress>();
        for (var address : rtp.get("addresses")) {
            addresses.add(address(file, address));
        }
        int from = rtp.get("from").asInt();
        int to = rtp.get("to").asInt();
        if (from > to) {
            throw file.wrong(rtp.get("to"), "the last port must not be below the first, " + from);
        }
        return new SwitchConf.Rtp(addresses, from, to, rtp.path("loops").asInt(1));
    }

    private static List<SwitchConf.Queue> queues(YamlFile file) {
        var queues = new LinkedHashMap<String, SwitchConf.Queue>();
        for (var node : file.root().get("queues")) {
            var queue =
                    new SwitchConf.Queue(
                            node.get("id").asString(),
                            AgentReader.levels(node.path("needs")),
                            node.path("weight").asInt(0),
                            node.get("offer-s").asInt(),
                            node.get("wrap-up-s").asInt(),
                            node.get("max-waiting").asInt(),
                            node.path("rona-limit").asInt(1));
            if (queues.put(queue.id(), queue) != null) {
                throw file.wrong(node.get("id"), "a queue of this name stands above");
            }
        }
        return List.copyOf(queues.values());
    }

    private static List<SwitchConf.Trunk> trunks(YamlFile file) {
        var trunks = new LinkedHashMap<String, SwitchConf.Trunk>();
        for (var node : file.root().get("trunks")) {
            var trust = new ArrayList<InetAddress>();
            for (var address : node.get("trust")) {
                trust.add(address(file, address));
            }
            var trunk =
                    new SwitchConf.Trunk(
                            node.get("name").asString(), trust, socketAddress(file, node, "host"));
            if (trunks.put(trunk.name(), trunk) != null) {
                throw file.wrong(node.get("name"), "a trunk of this name stands above");
            }
        }
        return List.copyOf(trunks.values());
    }

    private static SwitchConf.Numbers numbers(
            YamlFile file, Set<String> queues, Set<String> trunks) {
        var everybody = plan(file, file.root().get("public"), queues, trunks);
        for (var entry : file.root().get("public").properties()) {
            if (entry.getValue().has("feature")) {
                throw file.wrong(entry.getValue(), "a feature code must stand under agents-only");
            }
        }
        var inside = file.root().path("agents-only");
        return new SwitchConf.Numbers(everybody, plan(file, inside, queues, trunks));
    }

    private static Map<String, Leads> plan(
            YamlFile file, JsonNode numbers, Set<String> queues, Set<String> trunks) {
        var plan = new LinkedHashMap<String, Leads>();
        for (var entry : numbers.properties()) {
            var leads = leads(entry.getKey(), entry.getValue());
            if (leads.kind() == Kind.QUEUE && !queues.contains(leads.name())) {
                throw file.wrong(entry.getValue(), noSuch("queue", leads.name(), queues));
            }
            if (leads.kind() == Kind.TRUNK && !trunks.contains(leads.name())) {
                throw file.wrong(entry.getValue(), noSuch("trunk", leads.name(), trunks));
            }
            plan.put(entry.getKey(), leads);
        }
        return plan;
    }

    static String noSuch(String what, String name, Set<String> known) {
        return "there is no %s \"%s\"; there are %s"
                .formatted(what, name, String.join(", ", known));
    }

    private static Leads leads(String number, JsonNode to) {
        for (var kind : Kind.values()) {
            var key = kind.name().toLowerCase(Locale.ROOT);
            if (to.has(key)) {
                var dial = to.path("number").asString(number);
                return new Leads(kind, to.get(key).asString(), dial);
            }
        }
        throw new IllegalStateException("the schema let a number without a destination pass");
    }

    private static InetSocketAddress socketAddress(YamlFile file, JsonNode node, String key) {
        return new InetSocketAddress(address(file, node.get(key)), node.get("port").asInt());
    }

    private static InetAddress address(YamlFile file, JsonNode text) {
        var literal = text.asString();
        try {
            if (literal.contains(":") || literal.matches("\\d+(\\.\\d+){3}")) { // Not "1.2.3".
                return InetAddress.ofLiteral(literal);
            }
        } catch (IllegalArgumentException notAnAddress) {
            throw noAddress(file, text);
        }
        throw noAddress(file, text);
    }

    private static ConfigException noAddress(YamlFile file, JsonNode text) {
        return file.wrong(text, "an IPv4 or IPv6 address is expected, but this is none");
    }

    private YamlFile file(String name) {
        var resource = name + ".schema.json";
        try (InputStream schema = ConfReader.class.getResourceAsStream(resource)) {
            if (schema == null) {
                throw new IllegalStateException("not packed: " + resource);
            }
            var text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            return YamlFile.read(folder.resolve(name + ".yaml"), text);
        } catch (IOException e) {
            throw new IllegalStateException("cannot be read: " + resource, e);
        }
    }
}
