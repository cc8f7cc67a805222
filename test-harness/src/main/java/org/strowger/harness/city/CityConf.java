package org.strowger.harness.city;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.strowger.acd.Order;
import org.strowger.server.conf.QueueConf;
import org.strowger.server.conf.RecordingConf;
import org.strowger.server.conf.SwitchConf;
import org.strowger.server.conf.SwitchConf.Kind;
import org.strowger.server.conf.SwitchConf.Leads;
import org.strowger.sip.Flow;
import org.strowger.sip.core.SipTrunk;
import org.strowger.sip.guard.GuardSettings;
import org.strowger.sip.registrar.DigestAlgorithm;

/** The operator's configuration of the city's switch: the shipped one with more agents. */
final class CityConf {

    private static final int FIRST_AGENT = 1_001;
    private static final int FIRST_PORT = 20_000;

    /** Short, so that calls of every length are refreshed, and the vanished are found out. */
    private static final int SESSION_SECONDS = 120;

    private static final int LEAST_SESSION_SECONDS = 90;
    private static final int FEWEST_PORTS = 400;
    private static final int MOST_PORTS = 40_000;

    private CityConf() {}

    /**
     * The configuration.
     *
     * @param scripts folder of the shipped scripts
     */
    static SwitchConf of(CitySettings settings, Path scripts) {
        int ports = Math.clamp(8L * settings.agents(), FEWEST_PORTS, MOST_PORTS);
        var switchAddress = InetAddress.ofLiteral(Street.SWITCH_HOST);
        return new SwitchConf(
                "city",
                scripts,
                sip(switchAddress),
                new SwitchConf.Rtp(List.of(switchAddress), FIRST_PORT, FIRST_PORT + ports - 1, 1),
                Street.address(Street.SWITCH_HOST, 8080),
                null,
                new SwitchConf.Limits(ports / 2, 60, 240),
                agents(settings.agents()),
                queues(),
                Order.PLAIN,
                List.of(
                        new SipTrunk(
                                "peer",
                                Flow.Transport.UDP,
                                Street.CARRIER,
                                List.of(Street.CARRIER.getAddress()))),
                new SwitchConf.Numbers(everybody(), agentsOnly()),
                GuardSettings.DEFAULT,
                SwitchConf.Sound.USUAL,
                RecordingConf.DEFAULT,
                new SwitchConf.Notes("city", "city", List.of()));
    }

    private static SwitchConf.Sip sip(InetAddress switchAddress) {
        return new SwitchConf.Sip(
                List.of(switchAddress),
                Street.SWITCH.getPort(),
                Street.REALM,
                500,
                60,
                7_200,
                SESSION_SECONDS,
                LEAST_SESSION_SECONDS,
                List.of(),
                1,
                null,
                SwitchConf.Web.NONE,
                new SwitchConf.Dns(null, 30),
                List.of(),
                0);
    }

    static String agentId(int number) {
        return Integer.toString(FIRST_AGENT + number);
    }

    private static List<SwitchConf.Agent> agents(int count) {
        var agents = new ArrayList<SwitchConf.Agent>();
        for (int i = 0; i < count; i++) {
            agents.add(agent(i));
        }
        return agents;
    }

    /** Every fifth serves one queue only; skills differ, and some have too little for sales. */
    private static SwitchConf.Agent agent(int number) {
        var id = agentId(number);
        var ha1 = new LinkedHashMap<String, String>();
        var secret = id + ':' + Street.REALM + ':' + Agent.passwordOf(id);
        for (var algorithm : DigestAlgorithm.values()) {
            ha1.put(algorithm.token(), algorithm.hash(secret));
        }
        var queues =
                switch (number % 10) {
                    case 3 -> List.of("sales");
                    case 8 -> List.of("support");
                    default -> List.of("sales", "support");
                };
        var skills = new LinkedHashMap<String, Integer>();
        skills.put("sales", 1 + number % 7);
        skills.put("support", 1 + number % 5);
        return new SwitchConf.Agent(
                id, ha1, List.of("MD5", "SHA-256"), queues, skills, number % 4 != 3);
    }

    private static List<QueueConf> queues() {
        return List.of(
                new QueueConf("sales", Map.of("sales", 2), 30, 15, 2, 500, 2),
                new QueueConf("support", Map.of("support", 1), 0, 15, 5, 500, 1));
    }

    private static Map<String, Leads> everybody() {
        var numbers = new LinkedHashMap<String, Leads>();
        numbers.put("4000", leads(Kind.SCRIPT, "hotline"));
        numbers.put("4001", leads(Kind.SCRIPT, "announcement"));
        numbers.put("4002", leads(Kind.QUEUE, "support"));
        numbers.put("4003", new Leads(Kind.TRUNK, "peer", "4003", "city"));
        numbers.put("4004", leads(Kind.ECHO, ""));
        return numbers;
    }

    private static Map<String, Leads> agentsOnly() {
        var numbers = new LinkedHashMap<String, Leads>();
        numbers.put("*11", leads(Kind.FEATURE, "log-in"));
        numbers.put("*12", leads(Kind.FEATURE, "log-out"));
        numbers.put("*13", leads(Kind.FEATURE, "break"));
        numbers.put("*14", leads(Kind.FEATURE, "ready"));
        return numbers;
    }

    private static Leads leads(Kind kind, String name) {
        return new Leads(kind, name, "", "city");
    }
}
