package org.strowger.media.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.strowger.base.Clock;
import org.strowger.base.Entropy;
import org.strowger.base.Turns;
import org.strowger.media.MediaCounters;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaEngine;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaRules;
import org.strowger.media.MixingRoom;
import org.strowger.media.OutgoingStream;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;
import org.strowger.media.QualityCounters;
import org.strowger.media.dtls.DtlsHandshakes;
import org.strowger.media.dtls.Fingerprint;

/**
 * The media engine. Every loop has its own share of the ports, so that taking one needs no lock.
 *
 * <p>{@link #open} and {@link #room} are for one thread only, signalling, whose entropy it uses;
 * the others may be called from any.
 */
public final class RtpEngine implements MediaEngine, AutoCloseable {

    /** Rooms at one time. */
    public static final int MOST_ROOMS = 200;

    private static final long CLOSE_SECONDS = 5;
    private static final int MOST_HANDSHAKES = 2_000; // Most of them wait for their peers.

    private final MediaCounters counters = new MediaCounters();
    private final QualityCounters quality = new QualityCounters();
    private final AtomicInteger portsInUse = new AtomicInteger();
    private final AtomicReference<@Nullable DtlsHandshakes> dtls = new AtomicReference<>();
    private final AtomicInteger rooms = new AtomicInteger();
    private final Entropy entropy;
    private final MultiThreadIoEventLoopGroup group;
    private final List<RtpLoop> loops = new ArrayList<>();

    /**
     * What there is for sockets.
     *
     * @param addresses where the ports are; at least one, none of them a wildcard, as they are what
     *     session descriptions will say
     * @param ports on each of the addresses
     * @param loops how many; fewer are used when there are fewer ports
     * @param files how many sockets may be open in all
     * @param resting how many of them may be there for no leg; what legs need goes first
     * @param busy legs that end in a second, from which on sockets rest open
     */
    public record Room(
            List<InetAddress> addresses,
            PortRange ports,
            int loops,
            int files,
            int resting,
            int busy) {
        public Room {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Starts the loops. Binds no port yet.
     *
     * @param entropy for SSRCs and where numbers begin; used here and in {@link #open} only
     * @param soon runs what wakes a loop, on the thread that commands: at once, or when that thread
     *     has nothing more to do
     */
    public RtpEngine(
            Room room,
            MediaRules rules,
            Prompts prompts,
            Clock clock,
            Entropy entropy,
            Executor soon) {
        this(room, rules, prompts, clock, entropy, soon, Io.best());
    }

    RtpEngine(Room room, Prompts prompts, Clock clock, Entropy entropy, Executor soon, Io io) {
        this(room, MediaRules.PLAIN, prompts, clock, entropy, soon, io);
    }

    RtpEngine(
            Room room,
            MediaRules rules,
            Prompts prompts,
            Clock clock,
            Entropy entropy,
            Executor soon,
            Io io) {
        this.entropy = entropy;
        var places = places(room);
        int pairs = room.ports.last() / 2 - room.ports.first() / 2 + 1;
        int count = Math.min(room.loops, pairs);
        this.group = new MultiThreadIoEventLoopGroup(count, threads(), io.handlers());
        var shared =
                new RtpLoop.Shared(
                        prompts,
                        clock,
                        counters,
                        quality,
                        rules,
                        portsInUse,
                        new RtpSockets.Limits(
                                room.resting / count / places.size(),
                                room.files,
                                room.busy / count),
                        clock.nowMicros(),
                        entropy.nextLong(),
                        dtls);
        for (int i = 0; i < count; i++) {
            this.loops.add(
                    new RtpLoop(
                            (EventLoop) group.next(),
                            soon,
                            io,
                            share(places, i, count),
                            shared,
                            entropy.nextLong()));
        }
    }

    @Override
    public MediaLeg open(long affinity, StandardProtocolFamily family, MediaEvents events) {
        // A first number below 2**15: a peer who misses the first packets of an encrypted stream
        // must not miss that numbers began anew, too (RFC 3711, section 3.3.1).
        var stream =
                new OutgoingStream(entropy.nextInt(), entropy.nextInt() >>> 17, entropy.nextInt());
        var leg = new RtpLeg(loopOf(affinity), family, events, stream);
        leg.open();
        return leg;
    }

    /** Makes a certificate: from now on legs may get their keys by handshakes. */
    public void offerDtls() {
        offerDtls(MOST_HANDSHAKES);
    }

    void offerDtls(int most) {
        long now = loops.getFirst().nowMicros();
        dtls.set(new DtlsHandshakes(Instant.EPOCH.plus(now, ChronoUnit.MICROS), most));
    }

    @Override
    public @Nullable Fingerprint fingerprint() {
        var handshakes = dtls.get();
        return handshakes == null ? null : handshakes.fingerprint();
    }

    @Override
    public @Nullable MixingRoom room(long affinity, int seats) {
        if (rooms.get() >= MOST_ROOMS) {
            counters.increment(Counter.ROOMS_REFUSED);
            return null;
        }
        rooms.incrementAndGet();
        return new RtpRoom(loopOf(affinity), seats, rooms::decrementAndGet);
    }

    /** How many rooms there are now. */
    public int rooms() {
        return rooms.get();
    }

    @Override
    public int portsInUse() {
        return portsInUse.get();
    }

    /** What all legs did, since the start. */
    public MediaCounters counters() {
        return counters;
    }

    /** How well all legs that have ended were heard. */
    public QualityCounters quality() {
        return quality;
    }

    /** Closes every leg, tells their ends, and stops the loops. */
    @Override
    public void close() {
        loops.forEach(loop -> loop.execute(loop::closeAll));
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private RtpLoop loopOf(long affinity) {
        // Fibonacci hashing: affinities that are all even shall still use all loops.
        long mixed = (affinity * 0x9E37_79B9_7F4A_7C15L) >>> 32;
        return loops.get((int) (mixed % loops.size()));
    }

    private static Map<StandardProtocolFamily, List<InetSocketAddress>> places(Room room) {
        var places =
                new EnumMap<StandardProtocolFamily, List<InetSocketAddress>>(
                        StandardProtocolFamily.class);
        for (int port = room.ports.first(); port <= room.ports.last(); port++) {
            for (var address : room.addresses) {
                if (address.isAnyLocalAddress()) {
                    throw new IllegalArgumentException(
                            "RTP needs an address that peers can send to, but has "
                                    + address.getHostAddress());
                }
                places.computeIfAbsent(Io.family(address), _ -> new ArrayList<>())
                        .add(new InetSocketAddress(address, port));
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("RTP needs at least one address");
        }
        return places;
    }

    private static Map<StandardProtocolFamily, List<InetSocketAddress>> share(
            Map<StandardProtocolFamily, List<InetSocketAddress>> all, int loop, int loops) {
        var shares =
                new EnumMap<StandardProtocolFamily, List<InetSocketAddress>>(
                        StandardProtocolFamily.class);
        all.forEach((family, places) -> shares.put(family, share(places, loop, loops)));
        return shares;
    }

    /** An even port and the odd one above it, which may be for RTCP, are of the same loop. */
    private static List<InetSocketAddress> share(List<InetSocketAddress> all, int loop, int loops) {
        return all.stream().filter(place -> place.getPort() / 2 % loops == loop).toList();
    }

    private static ThreadFactory threads() {
        var number = new AtomicInteger();
        return task ->
                new FastThreadLocalThread(
                        () -> {
                            var _ = Turns.soon();
                            task.run();
                        },
                        "media-" + number.getAndIncrement());
    }
}
