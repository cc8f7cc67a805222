package org.strowger.harness.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A configuration for tests, written as the operator's files: agents 1001, 1002 and so on with
 * password {@code demo-NUMBER}, queues sales and support, trunk peer, the number plan of the
 * default conf/. Each method returns the same object; nothing is written before {@link #write}.
 */
public final class ConfFolder {

    /** Number of the first agent. */
    public static final int FIRST_AGENT = 1001;

    private final Path scripts;
    private int firstAgent = FIRST_AGENT;
    private int agents = 3;
    private int phones;
    private int t1Millis = 500;
    private int wrapUpSeconds;
    private int offerSeconds = 15;
    private int maxWaiting = 500;
    private int calls = 4_000;
    private String rtpPorts = "from: 20000, to: 29999";
    private int rtpLoops = 1;
    private List<String> rtpAddresses = List.of(Ports.ownAddress());
    private String session = "";
    private String dns = "";
    private String options = "";
    private String guard = "enabled: true";
    private String sections = "";
    private int tlsPort;
    private int wsPort;
    private int wssPort;
    private String digest = "MD5, SHA-256";
    private List<String> sipAddresses = List.of("127.0.0.1");
    private int sipPort = Ports.free();
    private int controlPort = Ports.free();
    private int trunkPort = Ports.free();
    private String trunk = "";
    private String trunkAddress = "127.0.0.1";
    private String sipKeys = "";
    private String tlsKeys = "";
    private String numbers = "";
    private String beyond = "";
    private String rights = "";
    private String dtmf = "";
    private String queueKeys = "";
    private final Map<String, String> files = new LinkedHashMap<>();

    private ConfFolder(Path scripts) {
        this.scripts = scripts;
    }

    /** With the scripts of this project. */
    public static ConfFolder create() {
        return at(ProjectFolder.find().resolve("ivr-scripts"));
    }

    /** With other scripts. */
    public static ConfFolder at(Path scripts) {
        return new ConfFolder(scripts);
    }

    /** So many agents, all in both queues with skill 5, ready as soon as they are registered. */
    public ConfFolder agents(int number) {
        agents = number;
        return this;
    }

    /** Number of the first agent; 1001 unless set. With more than 2,999, choose one beyond 4004. */
    public ConfFolder firstAgent(int number) {
        firstAgent = number;
        return this;
    }

    /**
     * So many more that serve no queue, numbered after the agents; 0 unless set. More than 100 pick
     * nothing up.
     */
    public ConfFolder phones(int number) {
        phones = number;
        return this;
    }

    /** SIP's T1; 500 unless set, 20 where a test waits for 64 T1. */
    public ConfFolder t1Millis(int millis) {
        t1Millis = millis;
        return this;
    }

    /** Wrap-up of both queues; 0 unless set. */
    public ConfFolder wrapUpSeconds(int seconds) {
        wrapUpSeconds = seconds;
        return this;
    }

    /** How long an agent's phone rings; 15 unless set. */
    public ConfFolder offerSeconds(int seconds) {
        offerSeconds = seconds;
        return this;
    }

    /** How many may wait in a queue; 500 unless set. */
    public ConfFolder maxWaiting(int callers) {
        maxWaiting = callers;
        return this;
    }

    /** How many calls at a time; 4000 unless set. */
    public ConfFolder calls(int limit) {
        calls = limit;
        return this;
    }

    /** Range of the RTP ports; 20000 to 29999 unless set. A port rests 30 s after its call. */
    public ConfFolder rtpPorts(int from, int to) {
        rtpPorts = "from: %d, to: %d".formatted(from, to);
        return this;
    }

    /** More of the key rtp, as in strowger.yaml within braces; after {@link #rtpPorts}. */
    public ConfFolder rtp(String yaml) {
        rtpPorts += ", " + yaml;
        return this;
    }

    /** Threads for RTP; 1 unless set. With 4, calls that begin in turn never share one. */
    public ConfFolder rtpLoops(int loops) {
        rtpLoops = loops;
        return this;
    }

    /**
     * Addresses for RTP, the first so many of a net of loopback as {@code 127.17.0.}; one that
     * nobody else has unless set. With n there are n times the ports.
     */
    public ConfFolder rtpAddresses(String net, int number) {
        rtpAddresses = IntStream.rangeClosed(1, number).mapToObj(host -> net + host).toList();
        return this;
    }

    /** Session timers of so many seconds (RFC 4028), which is also the least that is granted. */
    public ConfFolder sessionSeconds(int seconds) {
        session = ", session-expires-s: %d, min-session-s: %d".formatted(seconds, seconds);
        return this;
    }

    /** From one OPTIONS to the next, for each contact of an agent; none unless set. */
    public ConfFolder optionsSeconds(int seconds) {
        options = ", options-s: " + seconds;
        return this;
    }

    /** Without the guard: everybody may flood. */
    public ConfFolder unguarded() {
        return guard("enabled: false");
    }

    /** The key guard, as in strowger.yaml within braces. */
    public ConfFolder guard(String yaml) {
        guard = yaml;
        return this;
    }

    /** SIP over TLS too, on a free port, with a certificate that the switch makes itself. */
    public ConfFolder tls() {
        tlsPort = another();
        return this;
    }

    /** Who connects over TLS must show a certificate of these issuers, and so must trunks. */
    public ConfFolder tlsPeers(Path issuers) {
        tlsKeys = ", client-ca: \"%1$s\", trunk-ca: \"%1$s\"".formatted(issuers);
        return tls();
    }

    /** More of the key sip, as in strowger.yaml within braces. */
    public ConfFolder sip(String yaml) {
        sipKeys += ", " + yaml;
        return this;
    }

    /** One more number for agents, and where it leads, as in numbers.yaml. */
    public ConfFolder number(String number, String leads) {
        numbers += "  \"%s\": %s\n".formatted(number, leads);
        return this;
    }

    /** More keys of both queues, as in queues.yaml within braces. */
    public ConfFolder queues(String yaml) {
        queueKeys += ", " + yaml;
        return this;
    }

    /** Recordings are sealed with the key in that file. */
    public ConfFolder masterKey(Path key) {
        sections += "recordings: {master-keys: [\"%s\"]}\n".formatted(key);
        return this;
    }

    /**
     * What agents may dial to the outside.
     *
     * @param rule as in numbers.yaml
     * @param allowed to every agent, as a class of agents.yaml has it
     */
    public ConfFolder outside(String rule, String allowed) {
        beyond += "outside: [%s]\n".formatted(rule);
        rights = "classes: {all: %s}\n".formatted(allowed);
        return this;
    }

    /** Conferences, as in numbers.yaml. */
    public ConfFolder conferences(String list) {
        beyond += "conferences: [%s]\n".formatted(list);
        return this;
    }

    /** SIP over WebSocket too, on a free port. */
    public ConfFolder ws() {
        wsPort = another();
        return this;
    }

    /** SIP over secure WebSocket too, on a free port, and over TLS. */
    public ConfFolder wss() {
        wssPort = another();
        return tls();
    }

    /** Names of trunks' hosts are asked for at that port of 127.0.0.1, every second at most. */
    public ConfFolder dns(int port) {
        dns = ", dns: {address: 127.0.0.1, port: %d, least-s: 1}".formatted(port);
        return this;
    }

    /** SIP messages for a collector of HEP version 3 on loopback. */
    public ConfFolder hep(int port) {
        sections += "trace: {hep: {address: 127.0.0.1, port: %d, agent: 7}}\n".formatted(port);
        return this;
    }

    /** Where the trunk peer is and whom it trusts: 127.0.0.1, which no guard bans, unless set. */
    public ConfFolder trunkAt(String address) {
        trunkAddress = address;
        return this;
    }

    /**
     * What trunk peer has in place of its host and port, as in trunks.yaml within braces; whom it
     * trusts, {@link #trunkAt} says.
     */
    public ConfFolder trunk(String yaml) {
        trunk = yaml;
        return this;
    }

    /** Digest algorithms in order, as they stand in agents.yaml; "MD5, SHA-256" unless set. */
    public ConfFolder digest(String algorithms) {
        digest = algorithms;
        return this;
    }

    /** Names and passwords of the agents. */
    public Map<String, String> passwords() {
        var passwords = new LinkedHashMap<String, String>();
        for (int agent = firstAgent; agent < firstAgent + agents; agent++) {
            passwords.put(String.valueOf(agent), "demo-" + agent);
        }
        return passwords;
    }

    public int sipPort() {
        return sipPort;
    }

    /** Another address of loopback for SIP and RTP, such as ::1; or one of each IP version. */
    public ConfFolder address(String... literals) {
        sipAddresses = List.of(literals);
        rtpAddresses = sipAddresses;
        return this;
    }

    /** Where it takes SIP, over UDP and TCP. */
    public InetSocketAddress sip() {
        return new InetSocketAddress(InetAddress.ofLiteral(sipAddresses.getFirst()), sipPort);
    }

    /** Where it takes SIP over TLS; 0 for nowhere. */
    public int tlsPort() {
        return tlsPort;
    }

    /** Where it takes SIP over WebSocket; 0 for nowhere. */
    public int wsPort() {
        return wsPort;
    }

    /** Where it takes SIP over secure WebSocket; 0 for nowhere. */
    public int wssPort() {
        return wssPort;
    }

    /** Where the trunk peer is looked for: bind a carrier there. */
    public int trunkPort() {
        return trunkPort;
    }

    /** How keys come from all agents and go there, {@code auto} unless set. */
    public ConfFolder dtmf(String mode) {
        dtmf = ", dtmf: " + mode;
        return this;
    }

    /** A file of the folder as it is to be, {@code queues.yaml} for instance. */
    public ConfFolder file(String name, String text) {
        files.put(name, text);
        return this;
    }

    /** Writes the files into a folder, which is made if need be. */
    public Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("strowger.yaml"), strowger());
            Files.writeString(
                    folder.resolve("agents.yaml"),
                    new AgentsText(digest, rights, dtmf)
                            .of(passwords(), firstAgent + agents, phones));
            Files.writeString(
                    folder.resolve("queues.yaml"),
                    QueuesText.of(offerSeconds, wrapUpSeconds, maxWaiting, queueKeys));
            Files.writeString(
                    folder.resolve("trunks.yaml"), TrunksText.of(trunkAddress, trunk, trunkPort));
            Files.writeString(folder.resolve("numbers.yaml"), NumberPlanText.of(numbers, beyond));
            for (var file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String strowger() {
        return """
        node: n1
        scripts: %s
        sip: {address: [%s], port: %d, t1-ms: %d, realm: strowger%s%s}
        rtp: {addresses: [%s], %s, loops: %d}
        control: {address: 127.0.0.1, port: %d}
        limits: {calls: %d}
        guard: {%s}
        %s\
        """
                .formatted(
                        scripts,
                        quoted(sipAddresses),
                        sipPort,
                        t1Millis,
                        session + dns + options + sipKeys,
                        door("tls", tlsPort, tlsKeys)
                                + door("ws", wsPort, "")
                                + door("wss", wssPort, ""),
                        quoted(rtpAddresses),
                        rtpPorts,
                        rtpLoops,
                        controlPort,
                        calls,
                        guard,
                        sections);
    }

    private static String quoted(List<String> texts) {
        return texts.stream().collect(Collectors.joining("\", \"", "\"", "\""));
    }

    /** None of those that are taken already but not bound yet. */
    private int another() {
        var taken = List.of(sipPort, controlPort, trunkPort, tlsPort, wsPort, wssPort);
        var free = IntStream.generate(Ports::free).filter(port -> !taken.contains(port));
        return free.findFirst().orElseThrow();
    }

    private static String door(String key, int port, String more) {
        return port == 0 ? "" : ", %s: {port: %d%s}".formatted(key, port, more);
    }
}
