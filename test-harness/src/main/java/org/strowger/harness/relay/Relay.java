package org.strowger.harness.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP relay on 127.0.0.1 in front of the switch. Clients send to {@link #local}; each client's
 * address has a flow, a port of its own towards the switch, so that answers find back (RFC 3581:
 * the switch answers where a request came from). Octets are never changed. One thread carries
 * everything; the methods may be called from any.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int MOST_FLOWS = 10_000;
    private static final int MOST_PENDING = 100_000;
    private static final int LONGEST_DATAGRAM = 65_535;
    private static final int BUFFER = 4 << 20;

    /** A client's port towards the switch. */
    private record Flow(InetSocketAddress client, DatagramChannel channel) {}

    /** A datagram on its way. */
    private record Pending(
            long due,
            long number,
            Direction direction,
            ByteBuffer octets,
            DatagramChannel from,
            InetSocketAddress to) {}

    private final InetSocketAddress target;
    private final Selector selector = Selector.open();
    private final DatagramChannel front;
    private final Map<InetSocketAddress, Flow> flows = new ConcurrentHashMap<>();
    private final Map<Direction, Lane> lanes = new EnumMap<>(Direction.class);
    private final PriorityQueue<Pending> pending =
            new PriorityQueue<>(
                    Comparator.comparingLong(Pending::due).thenComparingLong(Pending::number));
    private final ByteBuffer in = ByteBuffer.allocateDirect(LONGEST_DATAGRAM);
    private final Thread thread = Thread.ofPlatform().daemon().name("relay").unstarted(this::run);
    private volatile long cutUntil;
    private volatile boolean closed;
    private long number;

    private Relay(InetSocketAddress target, long seed) throws IOException {
        this.target = target;
        this.cutUntil = System.nanoTime();
        this.front = channel();
        front.register(selector, SelectionKey.OP_READ);
        lanes.put(Direction.TO_SWITCH, new Lane(Weather.CALM, seed));
        lanes.put(Direction.FROM_SWITCH, new Lane(Weather.CALM, ~seed));
    }

    /**
     * Starts in calm weather.
     *
     * @param target the switch's address
     */
    public static Relay start(InetSocketAddress target, long seed) {
        try {
            var relay = new Relay(target, seed);
            relay.thread.start();
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the relay", e);
        }
    }

    /** Where clients send, and where what they get comes from. */
    public InetSocketAddress local() {
        return address(front);
    }

    /**
     * The address under which the switch knows a client: what comes there goes to the client. A
     * client whose Contact says this address gets the switch's requests through the relay too; as a
     * trunk's address in the switch's configuration it leads to that client.
     */
    public InetSocketAddress flow(InetSocketAddress client) {
        return address(flowOf(client).channel());
    }

    /** From now on. */
    public void weather(Direction direction, Weather weather) {
        lane(direction).setWeather(weather);
    }

    /** Nothing passes for so long; what is on its way still arrives. */
    public void cut(Duration time) {
        cutUntil = System.nanoTime() + time.toNanos();
    }

    public Counts counts(Direction direction) {
        return lane(direction).counts();
    }

    /** Ends at once: what is on its way is dropped. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (selector;
                front) {
            while (!closed) {
                selector.select(waitMillis());
                for (var key : selector.selectedKeys()) {
                    read(key);
                }
                selector.selectedKeys().clear();
                deliver();
            }
        } catch (IOException e) {
            LOG.error("the relay ends", e);
        } finally {
            flows.values().forEach(Relay::closeQuietly);
        }
    }

    /** 0 means for ever. */
    private long waitMillis() {
        var first = pending.peek();
        if (first == null) {
            return 0;
        }
        return Math.max(1, (first.due() - System.nanoTime() + 999_999) / 1_000_000);
    }

    private void read(SelectionKey key) throws IOException {
        var channel = (DatagramChannel) key.channel();
        var flow = (@Nullable Flow) key.attachment();
        while (true) {
            in.clear();
            var sender = (@Nullable InetSocketAddress) channel.receive(in);
            if (sender == null) {
                return;
            }
            in.flip();
            if (flow == null) {
                toSwitch(sender);
            } else {
                queue(Direction.FROM_SWITCH, front, flow.client());
            }
        }
    }

    private void toSwitch(InetSocketAddress client) {
        if (flows.size() >= MOST_FLOWS && !flows.containsKey(client)) {
            lane(Direction.TO_SWITCH).refused();
            return;
        }
        queue(Direction.TO_SWITCH, flowOf(client).channel(), target);
    }

    private void queue(Direction direction, DatagramChannel from, InetSocketAddress to) {
        var lane = lane(direction);
        long now = System.nanoTime();
        var octets = ByteBuffer.allocate(in.remaining()).put(in.duplicate()).flip();
        for (var delay : lane.arrivals(cutUntil - now > 0)) {
            if (pending.size() >= MOST_PENDING) {
                lane.refused();
                continue;
            }
            pending.add(
                    new Pending(
                            now + delay.toNanos(),
                            number++,
                            direction,
                            octets.duplicate(),
                            from,
                            to));
        }
    }

    private void deliver() {
        long now = System.nanoTime();
        for (var next = pending.peek();
                next != null && next.due() - now <= 0;
                next = pending.peek()) {
            send(pending.remove());
        }
    }

    private void send(Pending datagram) {
        var lane = lane(datagram.direction());
        try {
            if (datagram.from().send(datagram.octets(), datagram.to()) > 0) {
                lane.delivered();
            } else {
                lane.refused();
            }
        } catch (IOException e) {
            LOG.debug("not delivered to {}", datagram.to(), e);
            lane.refused();
        }
    }

    private Flow flowOf(InetSocketAddress client) {
        return flows.computeIfAbsent(client, this::newFlow);
    }

    private Flow newFlow(InetSocketAddress client) {
        try {
            var flow = new Flow(client, channel());
            flow.channel().register(selector, SelectionKey.OP_READ, flow);
            selector.wakeup();
            return flow;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a flow of the relay", e);
        }
    }

    private DatagramChannel channel() throws IOException {
        var channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        return channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    }

    private Lane lane(Direction direction) {
        return Objects.requireNonNull(lanes.get(direction));
    }

    private static InetSocketAddress address(DatagramChannel channel) {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException("the relay is closed", e);
        }
    }

    private static void closeQuietly(Flow flow) {
        try {
            flow.channel().close();
        } catch (IOException e) {
            LOG.warn("flow of {} does not close", flow.client(), e);
        }
    }
}
