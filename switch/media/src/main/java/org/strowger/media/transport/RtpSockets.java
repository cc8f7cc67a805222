package org.strowger.media.transport;

import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.media.MediaCounters;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.PortTable;

/**
 * The sockets of one loop and one IP version. One whose leg is over rests open; see the module's
 * README, Why. For the loop's own thread.
 */
final class RtpSockets {

    private static final Logger log = LoggerFactory.getLogger(RtpSockets.class);

    private static final int BIND_ATTEMPTS = 8;
    private static final long SECOND = 1_000_000;

    /** Who has rested open for so long is not needed. */
    private static final long LONGEST_REST_MICROS = 2 * SECOND;

    /**
     * How many there may be.
     *
     * @param resting of one IP version on one loop
     * @param open on all loops, as the process may have so many files
     * @param busy legs of one version that end in a second on one loop, from which on their sockets
     *     rest open
     */
    record Limits(int resting, int open, int busy) {}

    private final RtpLoop loop;
    private final List<InetSocketAddress> places; // by the port table's index
    private final int[] above; // the place of the next port of the same address
    private final PortTable ports;
    private final Limits limits;
    private final Deque<RtpSocket> resting = new ArrayDeque<>(); // the longest first
    private long secondBegan;
    private int endedInSecond;
    private boolean busy;
    private boolean sweeping;

    /** At those places, none of them bound. */
    RtpSockets(RtpLoop loop, List<InetSocketAddress> places) {
        this.loop = loop;
        this.places = places;
        this.above = above(places);
        this.ports =
                new PortTable(
                        places.size(),
                        index -> places.get(index).getPort() % 2 != 0,
                        loop.shared.counters());
        this.limits = loop.shared.limits();
    }

    private static int[] above(List<InetSocketAddress> places) {
        var index = new HashMap<InetSocketAddress, Integer>();
        for (int i = 0; i < places.size(); i++) {
            index.put(places.get(i), i);
        }
        return places.stream()
                .mapToInt(place ->
                        index.getOrDefault(
                                new InetSocketAddress(place.getAddress(), place.getPort() + 1),
                                PortTable.NONE))
                .toArray();
    }

    /** Opens the port above that socket's for RTCP, if it is free. */
    void openAbove(RtpSocket socket, RtcpPort door) {
        int port = above[socket.port];
        if (port == PortTable.NONE
                || loop.shared.portsInUse().get() >= limits.open
                || !ports.lend(port)) {
            return;
        }
        ChannelFuture binding;
        try {
            binding = loop.bind(places.get(port), _ -> door);
        } catch (RuntimeException e) {
            ports.giveBack(port, loop.nowMicros());
            log.warn("no socket for RTCP", e);
            return;
        }
        binding.addListener(_ -> boundAbove(binding, port, door));
    }

    private void boundAbove(ChannelFuture binding, int port, RtcpPort door) {
        if (binding.isSuccess()) {
            loop.shared.portsInUse().incrementAndGet();
            door.opened(binding.channel(), () -> closedAbove(port));
        } else {
            counters().increment(Counter.BIND_FAILURES);
            binding.channel().unsafe().closeForcibly();
            ports.giveBack(port, loop.nowMicros());
        }
    }

    private void closedAbove(int port) {
        loop.shared.portsInUse().decrementAndGet();
        ports.giveBack(port, loop.nowMicros());
    }

    /** Gives the leg its socket, or says why it gets none: at once, or when a port was bound. */
    void take(RtpLeg leg) {
        var rested = rested();
        if (rested != null) {
            give(rested, leg);
            return;
        }
        if (loop.shared.portsInUse().get() >= limits.open) {
            var _ = loop.makeRoom();
        }
        bind(leg, BIND_ATTEMPTS);
    }

    private void give(RtpSocket rested, RtpLeg leg) {
        counters().increment(Counter.PORTS_REUSED_EARLY);
        rested.serve(leg);
        leg.opened(rested);
    }

    /** The one that has rested longest, and long enough. */
    private @Nullable RtpSocket rested() {
        while (!resting.isEmpty()) {
            if (rest(resting.getFirst()) < PortTable.SHORTEST_REST_MICROS) {
                return null;
            }
            var socket = resting.removeFirst();
            if (socket.isClean()) {
                return socket;
            }
            close(socket);
        }
        return null;
    }

    private long rest(RtpSocket socket) {
        return loop.nowMicros() - socket.restsSinceMicros;
    }

    private void bind(RtpLeg leg, int attempts) {
        int taken = attempts == 0 ? PortTable.NONE : ports.take(loop.nowMicros());
        if (taken == PortTable.NONE) {
            leg.refuse("no RTP port free");
            return;
        }
        ChannelFuture binding;
        try {
            binding =
                    loop.bind(
                            places.get(taken), channel -> new RtpSocket(this, taken, channel, leg));
        } catch (RuntimeException e) {
            ports.release(taken, loop.nowMicros()); // not the port's fault: too many files
            noSocket(leg, attempts, e);
            return;
        }
        binding.addListener(_ -> bound(binding, taken, leg, attempts));
    }

    /** The process has no file left, unless one rests here. */
    private void noSocket(RtpLeg leg, int attempts, RuntimeException cause) {
        if (loop.makeRoom()) {
            bind(leg, attempts - 1);
            return;
        }
        log.warn("no RTP socket", cause);
        leg.refuse("no RTP socket: " + cause.getMessage());
    }

    /** False where none rests. */
    boolean closeOldest() {
        if (resting.isEmpty()) {
            return false;
        }
        close(resting.removeFirst());
        return true;
    }

    private void bound(ChannelFuture binding, int taken, RtpLeg leg, int attempts) {
        var channel = binding.channel();
        if (binding.isSuccess()) {
            loop.shared.portsInUse().incrementAndGet();
            leg.opened(channel.pipeline().get(RtpSocket.class));
            return;
        }
        log.warn("cannot bind {}: {}", places.get(taken), String.valueOf(binding.cause()));
        counters().increment(Counter.BIND_FAILURES);
        ports.park(taken, loop.nowMicros());
        channel.unsafe().closeForcibly();
        bind(leg, leg.isClosing() ? 0 : attempts - 1);
    }

    /** The leg is over. */
    void release(RtpSocket socket) {
        long now = loop.nowMicros();
        socket.rest(now);
        if (!isBusy(now) || resting.size() >= limits.resting || !socket.isClean()) {
            close(socket);
            return;
        }
        resting.addLast(socket);
        if (!sweeping) {
            sweeping = true;
            sweepLater();
        }
    }

    MediaCounters counters() {
        return loop.shared.counters();
    }

    /** By the second before this one. */
    private boolean isBusy(long nowMicros) {
        long since = nowMicros - secondBegan;
        if (since >= SECOND) {
            busy = endedInSecond >= limits.busy && since < 2 * SECOND;
            secondBegan = nowMicros;
            endedInSecond = 0;
        }
        endedInSecond++;
        return busy;
    }

    private void sweepLater() {
        var _ = loop.schedule(this::sweep, SECOND);
    }

    private void sweep() {
        while (!resting.isEmpty() && rest(resting.getFirst()) >= LONGEST_REST_MICROS) {
            close(resting.removeFirst());
        }
        sweeping = !resting.isEmpty();
        if (sweeping) {
            sweepLater();
        }
    }

    /** The port goes on to rest. */
    private void close(RtpSocket socket) {
        loop.shared.portsInUse().decrementAndGet();
        socket.channel
                .close()
                .addListener(_ -> ports.release(socket.port, socket.restsSinceMicros));
    }

    void closeResting() {
        resting.forEach(this::close);
        resting.clear();
    }
}
