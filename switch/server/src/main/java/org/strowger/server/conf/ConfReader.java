package org.strowger.server.conf;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.base.ConfigException;
import org.strowger.base.YamlFile;
import org.strowger.sip.HostPort;
import org.strowger.sip.core.SipTrunk;
import org.strowger.sip.registrar.DigestAlgorithm;
import org.strowger.sip.transport.TransportSettings;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code conf/}. What the schemas cannot say (names that must exist elsewhere) is said here.
 */
public final class ConfReader {

    private static final List<String> MD5_ONLY_PHONES =
            List.of("baresip v0.", "baresip v1.", "JsSIP 3.");

    private static final List<String> FILES =
            List.of("strowger", "queues", "agents", "trunks", "numbers");
    private static final String DEMO = "demo-";

    private final Path folder;
    private final Map<String, YamlFile> files = new HashMap<>();

    private ConfReader(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads and checks a folder with strowger.yaml, agents.yaml, queues.yaml, trunks.yaml and
     * numbers.yaml.
     *
     * @throws ConfigException with a line for each file that is wrong: file, line, column and what
     *     was expected. What depends on other files is looked at when those are well.
     */
    public static SwitchConf read(Path folder) {
        return new ConfReader(folder).read();
    }

    private SwitchConf read() {
        all(FILES.stream().<Runnable>map(name -> () -> files.put(name, open(name))).toList());
        var main = file("strowger");
        all(List.of(() -> switchItself(main), () -> queues(), () -> trunks()));
        all(whatDependsOnOthers(main));
        var agents = agents();
        var agentIds = new LinkedHashSet<String>();
        agents.forEach(agent -> agentIds.add(agent.id()));
        var root = main.root();
        var sip = sip(main, root.get("sip"));
        var rtp = rtp(main, root.get("rtp"));
        refuseDemoPasswords(sip, rtp);
        var queues = queues();
        var numbers = numbers(agentIds);
        return new SwitchConf(
                root.get("node").asString(),
                folder.resolve(root.get("scripts").asString()).normalize(),
                sip,
                rtp,
                control(main, root.get("control")),
                hep(main, root.at("/trace/hep")),
                limits(main, rtp),
                agents,
                List.copyOf(queues.values()),
                QueueReader.order(file("queues")),
                List.copyOf(trunks().values()),
                numbers,
                guard(main).settings(),
                new SoundReader(main, file("agents"), file("trunks")).sound(),
                new RecordingConfReader(main).conf(),
                new SwitchConf.Notes(
                        main.where(root.get("scripts")),
                        main.where(root.at("/limits/calls")),
                        new Warnings(agents, queues)
                                .of(numbers)
                                .of(file("trunks"), sip.addresses())
                                .find(file("agents"), file("queues"))));
    }

    private List<Runnable> whatDependsOnOthers(YamlFile main) {
        return List.of(
                () -> agents(),
                () -> numbers(Set.of()),
                () -> guard(main).settings(),
                () -> new LongestCalls(main).check(file("numbers"), file("queues")));
    }

    /** Does every part, and then tells what was wrong in any of them. */
    private static void all(List<Runnable> parts) {
        var mistakes = new ArrayList<String>();
        for (var part : parts) {
            try {
                part.run();
            } catch (ConfigException e) {
                mistakes.add(String.valueOf(e.getMessage()));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigException(String.join("\n", mistakes));
        }
    }

    private void switchItself(YamlFile main) {
        var root = main.root();
        var sip = sip(main, root.get("sip"));
        control(main, root.get("control"));
        hep(main, root.at("/trace/hep"));
        var rtp = rtp(main, root.get("rtp"));
        checkVersions(main, sip, rtp);
        limits(main, rtp);
        new RecordingConfReader(main).conf();
    }

    private List<SwitchConf.Agent> agents() {
        int options = file("strowger").root().at("/sip/options-s").asInt(0);
        var queues = queues().keySet();
        return new AgentReader(file("agents"), realm(), queues, options).agents();
    }

    private GuardReader guard(YamlFile main) {
        return new GuardReader(main, trunks().values());
    }

    private SwitchConf.Numbers numbers(Set<String> agents) {
        var queues = queues().keySet();
        var trunks = trunks().keySet();
        return new NumberReader(file("numbers"), queues, trunks, agents).numbers();
    }

    private String realm() {
        return file("strowger").root().at("/sip/realm").asString();
    }

    /** The switch stays on loopback while anybody can read a password in the documentation. */
    private void refuseDemoPasswords(SwitchConf.Sip sip, SwitchConf.Rtp rtp) {
        boolean loopback =
                sip.addresses().stream().allMatch(InetAddress::isLoopbackAddress)
                        && rtp.addresses().stream().allMatch(InetAddress::isLoopbackAddress);
        if (loopback) {
            return;
        }
        for (var agent : file("agents").root().get("agents")) {
            if (hasDemoPassword(agent)) {
                throw file("agents")
                        .wrong(
                                agent.get(agent.has("password") ? "password" : "ha1"),
                                "a demo password is allowed only while sip.address and"
                                        + " rtp.addresses in "
                                        + file("strowger").path()
                                        + " are loopback addresses");
            }
        }
    }

    /** Its hash gives it away, too. */
    private boolean hasDemoPassword(JsonNode agent) {
        var id = agent.get("id").asString();
        var demo = id + ":" + realm() + ":" + DEMO + id;
        return agent.path("password").asString("").startsWith(DEMO)
                || Arrays.stream(DigestAlgorithm.values())
                        .anyMatch(algorithm ->
                                algorithm
                                        .hash(demo)
                                        .equals(
                                                agent.path("ha1")
                                                        .path(algorithm.token())
                                                        .asString("")));
    }

    private static SwitchConf.Sip sip(YamlFile file, JsonNode sip) {
        int shortest = sip.path("min-expires-s").asInt(60);
        int longest = sip.path("max-expires-s").asInt(7_200);
        if (shortest > longest) {
            throw file.wrong(
                    sip.get(sip.has("max-expires-s") ? "max-expires-s" : "min-expires-s"),
                    "max-expires-s (%d) must not be below min-expires-s (%d)"
                            .formatted(longest, shortest));
        }
        int session = sip.path("session-expires-s").asInt(1_800);
        int leastSession = sip.path("min-session-s").asInt(90);
        if (session != 0 && session < leastSession) {
            throw file.wrong(
                    sip.get(sip.has("session-expires-s") ? "session-expires-s" : "min-session-s"),
                    "session-expires-s (%d) must not be below min-session-s (%d)"
                            .formatted(session, leastSession));
        }
        var addresses = sipAddresses(file, sip.get("address"));
        var transports = new TransportReader(file, sip);
        transports.checkPorts();
        return new SwitchConf.Sip(
                addresses,
                sip.get("port").asInt(),
                sip.get("realm").asString(),
                sip.path("t1-ms").asInt(500),
                shortest,
                longest,
                session,
                leastSession,
                sip.has("md5-only-phones")
                        ? AgentReader.strings(sip.get("md5-only-phones"))
                        : MD5_ONLY_PHONES,
                sip.path("loops").asInt(1),
                transports.tls(),
                transports.web(addresses),
                transports.dns(),
                AgentReader.strings(sip.path("service-route")),
                sip.path("dscp").asInt(TransportSettings.CLASS_SELECTOR_3));
    }

    /** One, or one of each IP version. */
    private static List<InetAddress> sipAddresses(YamlFile file, JsonNode said) {
        if (!said.isArray()) {
            return List.of(concrete(file, said));
        }
        var addresses = new ArrayList<InetAddress>();
        for (var node : said) {
            var address = concrete(file, node);
            if (addresses.stream().anyMatch(other -> isSameVersion(other, address))) {
                throw file.wrong(
                        node,
                        "one IPv4 and one IPv6 address are expected, but both are "
                                + version(address));
            }
            addresses.add(address);
        }
        return List.copyOf(addresses);
    }

    /** Voice goes by the IP version that its signalling goes by. */
    private static void checkVersions(YamlFile file, SwitchConf.Sip sip, SwitchConf.Rtp rtp) {
        for (var address : sip.addresses()) {
            if (rtp.addresses().stream().noneMatch(other -> isSameVersion(other, address))) {
                throw file.wrong(
                        file.root().at("/rtp/addresses"),
                        "sip.address is %s, too: an address of it is expected here"
                                .formatted(version(address)));
            }
        }
    }

    static boolean isSameVersion(InetAddress one, InetAddress other) {
        return HostPort.family(one) == HostPort.family(other);
    }

    static String version(InetAddress address) {
        return address instanceof Inet6Address ? "IPv6" : "IPv4";
    }

    private static SwitchConf.Rtp rtp(YamlFile file, JsonNode rtp) {
        var addresses = new ArrayList<InetAddress>();
        for (var address : rtp.get("addresses")) {
            addresses.add(concrete(file, address));
        }
        int from = rtp.get("from").asInt();
        int to = rtp.get("to").asInt();
        if (from > to) {
            throw file.wrong(rtp.get("to"), "the last port must not be below the first, " + from);
        }
        int loops = rtp.path("loops").asInt(1);
        var codecs = TrunkRulesReader.codecs(rtp);
        return new SwitchConf.Rtp(
                addresses,
                from,
                to,
                loops,
                RtpRulesReader.rules(rtp),
                codecs.isEmpty() ? SwitchConf.Rtp.USUAL_CODECS : codecs);
    }

    private static InetSocketAddress control(YamlFile file, JsonNode control) {
        var listen = socketAddress(file, control, "address");
        if (!listen.getAddress().isLoopbackAddress()) {
            throw file.wrong(control.get("address"), "the control door opens on loopback only");
        }
        return listen;
    }

    private static SwitchConf.@Nullable Hep hep(YamlFile file, JsonNode hep) {
        if (hep.isMissingNode()) {
            return null;
        }
        var collector = socketAddress(file, hep, "address");
        if (collector.getAddress().isAnyLocalAddress()) {
            throw file.wrong(hep.get("address"), "the collector's own address is needed");
        }
        return new SwitchConf.Hep(
                collector, hep.path("agent").asLong(1), hep.path("key").asString(null));
    }

    private static SwitchConf.Limits limits(YamlFile file, SwitchConf.Rtp rtp) {
        var limits = file.root().get("limits");
        int calls = limits.get("calls").asInt();
        if (2 * calls > rtp.ports()) {
            throw file.wrong(
                    limits.get("calls"),
                    "%d calls need %d RTP ports, two each, but rtp has %d"
                            .formatted(calls, 2 * calls, rtp.ports()));
        }
        return new SwitchConf.Limits(
                calls,
                limits.path("drain-s").asInt(10),
                limits.path("longest-call-minutes").asInt(LongestCalls.MINUTES));
    }

    private Map<String, QueueConf> queues() {
        return new QueueReader(file("queues"), file("agents")).queues();
    }

    private Map<String, SipTrunk> trunks() {
        return new TrunkReader(file("trunks"), file("strowger").root().get("sip").has("tls"))
                .trunks();
    }

    static String noSuch(String what, String name, Set<String> known) {
        return "there is no %s \"%s\"; there are %s"
                .formatted(what, name, String.join(", ", known));
    }

    static InetSocketAddress socketAddress(YamlFile file, JsonNode node, String key) {
        return new InetSocketAddress(address(file, node.get(key)), node.get("port").asInt());
    }

    static InetAddress address(YamlFile file, JsonNode text) {
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

    /** An address that can stand in a session description. */
    private static InetAddress concrete(YamlFile file, JsonNode text) {
        var address = address(file, text);
        if (address.isAnyLocalAddress()) {
            throw file.wrong(
                    text,
                    "a concrete address of this machine is needed: phones would be told to send to "
                            + text.asString());
        }
        return address;
    }

    private static ConfigException noAddress(YamlFile file, JsonNode text) {
        return file.wrong(text, "an IPv4 or IPv6 address is expected, but this is none");
    }

    private YamlFile file(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private YamlFile open(String name) {
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
