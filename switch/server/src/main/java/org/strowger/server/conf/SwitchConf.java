package org.strowger.server.conf;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.Order;
import org.strowger.acd.Skill;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;
import org.strowger.call.Destination;
import org.strowger.call.DtmfModes;
import org.strowger.call.HouseRules;
import org.strowger.call.KeyCodes;
import org.strowger.call.OutsideRule;
import org.strowger.call.SrtpRules;
import org.strowger.call.UserRights;
import org.strowger.media.MediaRules;
import org.strowger.media.ToneTable;
import org.strowger.sip.core.SipTrunk;
import org.strowger.sip.guard.GuardSettings;
import org.strowger.sip.sdp.Codec;

/** Everything the operator has set, checked. Durations are in the unit that the name says. */
public record SwitchConf(
        String node,
        Path scripts,
        Sip sip,
        Rtp rtp,
        InetSocketAddress control,
        @Nullable Hep hep,
        Limits limits,
        List<Agent> agents,
        List<QueueConf> queues,
        Order order,
        List<SipTrunk> trunks,
        Numbers numbers,
        GuardSettings guard,
        Sound sound,
        RecordingConf recordings,
        Notes notes) {

    /**
     * What the reader tells beside the values.
     *
     * @param scripts where the folder of the scripts is named: {@code file:line:column}
     * @param calls where the limit of calls stands
     * @param warnings {@code file:line:column: what}: allowed, but hardly meant
     */
    public record Notes(String scripts, String calls, List<String> warnings) {}

    /**
     * What calls sound like.
     *
     * @param tones the country of {@link ToneTable} whose tones are played
     * @param dtmf how keys come from users and trunks, and go there
     * @param srtp whose voice is encrypted
     */
    public record Sound(String tones, DtmfModes dtmf, SrtpRules srtp) {

        /** The tones that ITU-T recommends, keys as they are negotiated, and no encryption. */
        public static final Sound USUAL = new Sound(ToneTable.RECOMMENDED, DtmfModes.AUTO);

        /** Without encryption. */
        public Sound(String tones, DtmfModes dtmf) {
            this(tones, dtmf, SrtpRules.OFF);
        }
    }

    /**
     * Where SIP listens, and its times; {@code sessionSeconds} is 0 for no session timer.
     *
     * @param addresses one, or one of each IP version, preferred first
     * @param port for UDP and TCP at each of them
     * @param serviceRoute URIs in angle brackets that phones are told to send their requests
     *     through; may be empty
     * @param dscp code point of everything sent; 0 for none
     */
    public record Sip(
            List<InetAddress> addresses,
            int port,
            String realm,
            int t1Millis,
            int minExpiresSeconds,
            int maxExpiresSeconds,
            int sessionSeconds,
            int minSessionSeconds,
            List<String> md5OnlyPhones,
            int loops,
            @Nullable Tls tls,
            Web web,
            Dns dns,
            List<String> serviceRoute,
            int dscp) {

        /** Where datagrams come to, at the preferred address. */
        public InetSocketAddress listen() {
            return new InetSocketAddress(addresses.getFirst(), port);
        }
    }

    /**
     * Who knows where the named hosts of trunks are.
     *
     * @param server null for the name servers of the machine
     * @param leastSeconds how long an answer is believed at least
     */
    public record Dns(@Nullable InetSocketAddress server, int leastSeconds) {}

    /**
     * SIP over TLS.
     *
     * @param certificate null, as is {@code key}, for one that the switch makes itself
     * @param clientCa null when clients are asked for no certificate
     * @param clientsMay whether who has none is served, too
     * @param trunkCa null for the issuers that Java trusts
     */
    public record Tls(
            int port,
            @Nullable Path certificate,
            @Nullable Path key,
            @Nullable Path clientCa,
            boolean clientsMay,
            @Nullable Path trunkCa) {}

    /**
     * SIP over WebSocket.
     *
     * @param port 0 for none
     * @param securePort 0 for none
     * @param origins pages that may connect; empty for any
     */
    public record Web(int port, int securePort, Set<String> origins) {

        public static final Web NONE = new Web(0, 0, Set.of());
    }

    /**
     * A collector of SIP messages by HEP version 3; null in the configuration when there is none.
     *
     * @param agent number of this switch at the collector, 0 to 2**32 - 1
     * @param key what the collector wants to be shown; null for nothing
     */
    public record Hep(InetSocketAddress collector, long agent, @Nullable String key) {
        @Override
        public String toString() {
            return "HEP to " + collector; // The key is a password.
        }
    }

    /**
     * Where voice goes, and how.
     *
     * @param codecs the preferred one first
     */
    public record Rtp(
            List<InetAddress> addresses,
            int from,
            int to,
            int loops,
            MediaRules rules,
            List<Codec> codecs) {

        /** The laws of G.711 first: prompts are there in both, and one is made of the other. */
        public static final List<Codec> USUAL_CODECS = List.of(Codec.values());

        /** Without a code point, and with as much silence as anybody likes. */
        public Rtp(List<InetAddress> addresses, int from, int to, int loops) {
            this(addresses, from, to, loops, MediaRules.PLAIN, USUAL_CODECS);
        }

        /** How many ports there are of the IP version that has the fewest. */
        public int ports() {
            int ipv6 = (int) addresses.stream().filter(Inet6Address.class::isInstance).count();
            int ipv4 = addresses.size() - ipv6;
            int fewest = ipv6 == 0 || ipv4 == 0 ? addresses.size() : Math.min(ipv4, ipv6);
            return fewest * (to - from + 1);
        }
    }

    /** What the switch takes on. It ends a call that is older than {@code longestCallMinutes}. */
    public record Limits(int calls, int drainSeconds, int longestCallMinutes) {}

    /**
     * An agent and SIP user.
     *
     * @param ha1 hash of id:realm:password by algorithm ("MD5", "SHA-256", "SHA-512-256"); the
     *     password is not kept
     * @param digest algorithms in the order in which the phone is asked
     * @param readyWhenRegistered logged in and ready as soon as the phone registers
     * @param optionsSeconds from one OPTIONS to the next, for each of the agent's contacts; 0 for
     *     none
     * @param rights what he may do beyond calls inside
     */
    public record Agent(
            String id,
            Map<String, String> ha1,
            List<String> digest,
            List<String> queues,
            Map<String, Integer> skills,
            boolean readyWhenRegistered,
            int optionsSeconds,
            UserRights rights) {

        /** Whose phone is not checked, in no pick-up group and of no class. */
        public Agent(
                String id,
                Map<String, String> ha1,
                List<String> digest,
                List<String> queues,
                Map<String, Integer> skills,
                boolean readyWhenRegistered) {
            this(id, ha1, digest, queues, skills, readyWhenRegistered, 0, UserRights.PLAIN);
        }

        @Override
        public String toString() {
            return "agent " + id; // The hashes are as good as the password.
        }
    }

    static List<Skill> skills(Map<String, Integer> levels) {
        return levels.entrySet().stream()
                .map(level -> new Skill(level.getKey(), level.getValue()))
                .toList();
    }

    /** What is set of queues and numbers for call control. */
    public HouseRules house() {
        return new HouseRules(
                queues.stream().collect(Collectors.toMap(QueueConf::id, QueueConf::desk)),
                queues.stream().collect(Collectors.toMap(QueueConf::id, QueueConf::service)),
                queues.stream()
                        .filter(queue -> queue.longestTalkMicros() > 0)
                        .collect(Collectors.toMap(QueueConf::id, QueueConf::longestTalkMicros)),
                numbers.house().numbers(),
                numbers.house().blockedHear());
    }

    /** The distributor's part of it. */
    public AcdConfig distributed() {
        return distributed(queues, agents, order);
    }

    static AcdConfig distributed(Collection<QueueConf> queues, List<Agent> agents, Order order) {
        return new AcdConfig(
                queues.stream().map(QueueConf::rules).toList(),
                agents.stream()
                        .map(agent ->
                                new AcdConfig.Agent(
                                        new AgentId(agent.id()),
                                        agent.queues().stream().map(QueueId::new).toList(),
                                        skills(agent.skills()),
                                        agent.readyWhenRegistered()))
                        .toList(),
                order);
    }

    /**
     * The number plan, in the words of the file.
     *
     * @param outside numbers beyond these, for agents whose class allows them
     * @param keys what agents press in conversations
     * @param supervisionBeep whether those who talk hear that they are supervised
     * @param house what is set of numbers, and of blocked callers
     */
    public record Numbers(
            Map<String, Leads> everybody,
            Map<String, Leads> agentsOnly,
            List<OutsideRule> outside,
            KeyCodes keys,
            boolean supervisionBeep,
            List<ConferenceConf> conferences,
            HouseRules house) {

        public Numbers {
            conferences = List.copyOf(conferences);
        }

        /** Without a way to the outside, and without keys. */
        public Numbers(Map<String, Leads> everybody, Map<String, Leads> agentsOnly) {
            this(
                    everybody,
                    agentsOnly,
                    List.of(),
                    KeyCodes.NONE,
                    false,
                    List.of(),
                    HouseRules.NONE);
        }
    }

    /**
     * Where a number leads.
     *
     * @param kind script, queue, trunk, echo, feature or ring
     * @param name of the script, queue, trunk or feature
     * @param number to dial through the trunk; of a feature its queue, its reason, or the most
     *     seconds
     * @param where it stands: {@code file:line:column}
     * @param options of those that have some
     */
    public record Leads(Kind kind, String name, String number, String where, Options options) {

        /** Without options. */
        public Leads(Kind kind, String name, String number, String where) {
            this(kind, name, number, where, Options.NONE);
        }

        /** The numbers after that of a park number; none for anything else. */
        public List<String> slots() {
            if (options.slots() == 0) {
                return List.of();
            }
            int first = Integer.parseInt(number);
            return IntStream.rangeClosed(1, options.slots())
                    .mapToObj(slot -> Integer.toString(first + slot))
                    .toList();
        }
    }

    /**
     * What is said beside where a number leads.
     *
     * @param ring the agents whose phones ring
     * @param serial whether they ring one after the other
     * @param seconds how long they ring, or until a parked call goes back; 0 for no end
     * @param slots numbers that follow the one for parking
     * @param cost of a call through a trunk
     */
    public record Options(
            List<String> ring, boolean serial, int seconds, int slots, Destination.Kind cost) {

        static final Options NONE = through(Destination.Kind.INTERNAL);

        static Options through(Destination.Kind cost) {
            return new Options(List.of(), false, 0, 0, cost);
        }
    }

    /** What a number can lead to. */
    public enum Kind {
        SCRIPT,
        QUEUE,
        TRUNK,
        ECHO,
        FEATURE,
        RING
    }
}
