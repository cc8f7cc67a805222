package org.strowger.sip.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.strowger.base.Clock;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.guard.Networks.Standing;
import org.strowger.sip.message.SipIndex;

/**
 * Who is heard, and how much of it. The I/O loops ask; who earned a ban is judged on the signalling
 * thread, which knows who is served.
 *
 * <p>A source where users are registered is never banned as a whole: only the port that offends,
 * and never one by which somebody registered. So a mistyped password does not lock out the agents
 * of an office behind one address. Where strangers have calls, the source is banned but for the
 * ports of those calls; who offends by the port of a call of his own goes.
 *
 * <p>A datagram's source is easily forged: what a datagram did shuts datagrams only, and never a
 * connection; and its ban is as short as the first one, unless the offence proves who did it.
 */
public final class Guard implements SourceWatch {

    /** A source where users are registered may begin so many times as much as any other. */
    private static final int REGISTERED = 20;

    /** A source may send so many messages that begin nothing for each INVITE. */
    private static final int FOLLOWING = 20;

    /** The kind of bucket that comes after those of the beginnings. */
    private static final int FOLLOWS = Beginning.values().length;

    /**
     * Judgements in a second, of datagrams and of connections apart: beyond that the sources are
     * forged, or as good as that.
     */
    private static final Limit JUDGEMENTS = new Limit(100, Duration.ofSeconds(1));

    /** Of one source, whatever comes of them. */
    private static final Limit JUDGED_ONCE = new Limit(1, Duration.ofSeconds(10));

    /** The kind of bucket that comes after those of the offences. */
    private static final int JUDGED = Offence.values().length;

    /** What becomes of a request that begins something. */
    public enum Admission {
        ADMITTED,
        /** Over its source's limit. */
        TOO_MANY,
        /** A scanner's: not even refused. */
        SCANNER
    }

    private final GuardSettings settings;
    private final Clock clock;
    private final SipCounters counters;
    private final Neighbours neighbours;
    private final Buckets beginnings;
    private final Buckets offences;
    private final Buckets judgements;
    private final Bans bans;
    private final BanLog log = new BanLog();
    private volatile Networks networks;
    private final Map<Beginning, Limit> limits = new EnumMap<>(Beginning.class);
    private final Map<Beginning, Limit> registeredLimits = new EnumMap<>(Beginning.class);
    private final Limit following;
    private final Limit registeredFollowing;

    /** Contacts by source. Written by the signalling thread only. */
    private final Map<Long, Integer> registered = new ConcurrentHashMap<>();

    /**
     * A guard that has seen nothing.
     *
     * @param clock for every thread
     * @param seed chosen anew at each start, so that nobody knows which sources meet in a place
     */
    public Guard(
            GuardSettings settings,
            Clock clock,
            long seed,
            SipCounters counters,
            Neighbours neighbours) {
        this.settings = settings;
        this.networks = settings.networks();
        this.clock = clock;
        this.counters = counters;
        this.neighbours = neighbours;
        long now = clock.nowMicros();
        this.beginnings = new Buckets(Buckets.MANY, seed, now);
        this.offences = new Buckets(Buckets.MANY, seed, now);
        this.judgements = new Buckets(Buckets.FEW, seed, now);
        this.bans = new Bans(micros(settings.firstBan()), micros(settings.longestBan()));
        for (var kind : Beginning.values()) {
            limits.put(kind, Limit.perSecond(settings.perSecond(kind)));
            registeredLimits.put(kind, Limit.perSecond(REGISTERED * settings.perSecond(kind)));
        }
        int most = FOLLOWING * settings.perSecond(Beginning.INVITE);
        this.following = Limit.perSecond(most);
        this.registeredFollowing = Limit.perSecond(REGISTERED * most);
    }

    /** One that lets everybody do everything. */
    public static Guard off(SipCounters counters) {
        return new Guard(GuardSettings.OFF, () -> 0, 0, counters, Neighbours.NOBODY);
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }

    /** Whether no datagram that comes from there is read; counted if so. Any thread. */
    public boolean shuts(InetSocketAddress remote) {
        return shuts(remote, false);
    }

    /** Whether no connection from there is served; counted if so. Any thread. */
    public boolean shutsConnections(InetSocketAddress remote) {
        return shuts(remote, true);
    }

    private boolean shuts(InetSocketAddress remote, boolean stream) {
        if (!settings.enabled()) {
            return false;
        }
        var standing = networks.of(remote.getAddress());
        if (standing == Standing.DENIED) {
            counters.increment(SipCounter.DENIED);
            return true;
        }
        if (standing == Standing.ALLOWED || !isBanned(remote, stream)) {
            return false;
        }
        counters.increment(SipCounter.BANNED);
        return true;
    }

    private boolean isBanned(InetSocketAddress remote, boolean stream) {
        if (bans.isEmpty()) {
            return false;
        }
        long now = clock.nowMicros();
        long source = Source.keyOf(remote.getAddress());
        return bans.hold(Source.by(stream, source), remote.getPort(), now)
                || bans.hold(Source.by(stream, Source.portOf(remote)), remote.getPort(), now);
    }

    /** Whether a request that begins something may; counted if not. Any thread. */
    public Admission admits(SipIndex request, Flow flow) {
        if (!settings.enabled()) {
            return Admission.ADMITTED;
        }
        if (request.begins("user-agent", settings.scanners())) {
            counters.increment(SipCounter.SCANNER);
            offence(flow, Offence.SCANNER);
            return Admission.SCANNER;
        }
        var address = flow.remote().getAddress();
        if (networks.of(address) == Standing.ALLOWED) {
            return Admission.ADMITTED;
        }
        long source = Source.keyOf(address);
        var kind = Beginning.of(request);
        var limit = (registered.containsKey(source) ? registeredLimits : limits).get(kind);
        if (limit == null || beginnings.take(source, kind.bucket(), limit, clock.nowMicros())) {
            return Admission.ADMITTED;
        }
        counters.increment(kind.refused());
        offence(flow, Offence.FLOOD);
        return Admission.TOO_MANY;
    }

    /**
     * Whether a message that begins nothing is read on: an ACK, a response, a request inside a
     * dialog, or a copy. Counted if not. Any thread.
     */
    public boolean hears(Flow flow) {
        var address = flow.remote().getAddress();
        if (!settings.enabled() || networks.of(address) == Standing.ALLOWED) {
            return true;
        }
        long source = Source.keyOf(address);
        var limit = registered.containsKey(source) ? registeredFollowing : following;
        boolean heard = beginnings.take(source, FOLLOWS, limit, clock.nowMicros());
        if (!heard) {
            counters.increment(SipCounter.SOURCE_LIMIT_FOLLOWING);
            offence(flow, Offence.FLOOD);
        }
        return heard;
    }

    /** Counts it against its source. Any thread. */
    @Override
    public void offence(Flow flow, Offence offence) {
        var most = settings.offences().get(offence);
        var remote = flow.remote();
        if (!settings.enabled()
                || most == null
                || networks.of(remote.getAddress()) == Standing.ALLOWED) {
            return;
        }
        long source = Source.keyOf(remote.getAddress());
        long who = registered.containsKey(source) ? Source.portOf(remote) : source;
        long now = clock.nowMicros();
        boolean bearable =
                most > 1
                        && offences.take(
                                who, offence.bucket(), new Limit(most - 1, settings.window()), now);
        if (!bearable
                && offences.take(who, JUDGED, JUDGED_ONCE, now)
                && judgements.take(flow.transport().isStream() ? 1 : 0, 0, JUDGEMENTS, now)) {
            neighbours.onSignalling(() -> judge(flow, offence));
        }
    }

    /** On the signalling thread. */
    private void judge(Flow flow, Offence offence) {
        long now = clock.nowMicros();
        var remote = flow.remote();
        var address = remote.getAddress();
        long source = Source.keyOf(address);
        if (neighbours.isServed(flow)) {
            counters.increment(SipCounter.BANS_SPARED);
            log.spared(HostPort.of(remote), offence, now);
            return;
        }
        boolean stream = flow.transport().isStream();
        boolean proven = stream || offence.isProven();
        var ban =
                registered.containsKey(source)
                        ? bans.add(
                                Source.by(stream, Source.portOf(remote)),
                                address,
                                remote.getPort(),
                                Set.of(),
                                offence,
                                proven,
                                now)
                        : bans.add(
                                Source.by(stream, source),
                                address,
                                0,
                                othersInCalls(source, remote),
                                offence,
                                proven,
                                now);
        counters.increment(SipCounter.BANS);
        log.banned(ban);
        neighbours.banned();
    }

    private Set<Integer> othersInCalls(long source, InetSocketAddress offender) {
        var ports = new HashSet<>(neighbours.portsInCalls(other -> Source.keyOf(other) == source));
        ports.remove(offender.getPort());
        return ports;
    }

    @Override
    public void registered(Flow flow) {
        registered.merge(Source.keyOf(flow.remote().getAddress()), 1, Integer::sum);
    }

    @Override
    public void unregistered(Flow flow) {
        registered.computeIfPresent(
                Source.keyOf(flow.remote().getAddress()), (_, n) -> n == 1 ? null : n - 1);
    }

    /**
     * Names of trunks lead there now: nobody else needs to allow them. On the signalling thread.
     */
    @Override
    public void trunksAt(List<InetAddress> addresses) {
        var denied = settings.networks().denied();
        networks =
                settings.networks()
                        .allowing(
                                addresses.stream()
                                        .map(Network::of)
                                        .filter(network -> !denied.contains(network))
                                        .toList());
    }

    /** Bans that last, the newest first. Any thread. */
    public List<Ban> bans() {
        return bans.now(clock.nowMicros());
    }

    /** How many they are. */
    public int banned() {
        return bans.count(clock.nowMicros());
    }

    /**
     * Ends every ban of an address, and forgets what it did. On the signalling thread.
     *
     * @return how many there were
     */
    public int clear(InetAddress address) {
        long source = Source.keyOf(address);
        forget(source);
        return cleared(ban -> Source.keyOf(ban.address()) == source);
    }

    /** The same for all. */
    public int clearAll() {
        beginnings.fillAll();
        offences.fillAll();
        return cleared(_ -> true);
    }

    private int cleared(Predicate<Ban> which) {
        long now = clock.nowMicros();
        int lasted = 0;
        for (var ban : bans.clear(which)) {
            if (ban.port() != 0) {
                forget(Source.portOf(new InetSocketAddress(ban.address(), ban.port())));
            }
            lasted += ban.untilMicros() > now ? 1 : 0;
        }
        return lasted;
    }

    private void forget(long who) {
        for (int kind = 0; kind <= FOLLOWS; kind++) {
            beginnings.fill(who, kind);
        }
        for (int kind = 0; kind <= JUDGED; kind++) {
            offences.fill(who, kind);
        }
    }
}
