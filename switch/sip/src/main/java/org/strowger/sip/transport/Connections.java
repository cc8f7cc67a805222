package org.strowger.sip.transport;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.transport.TransportSettings.TcpLimits;

/** The connections that are open, by number, and how many there may be. Any thread. */
@SuppressWarnings("FutureReturnValueIgnored") // Closes, which cannot fail.
final class Connections {

    private final TcpLimits limits;
    private final Map<Long, Channel> channels = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong numbers = new AtomicLong();

    Connections(TcpLimits limits) {
        this.limits = limits;
    }

    TcpLimits limits() {
        return limits;
    }

    int count() {
        return open.get();
    }

    /** The connection's number, or 0 when it is one too many. */
    long admit(Channel channel, InetAddress remote) {
        if (open.incrementAndGet() > limits.connections()) {
            open.decrementAndGet();
            return 0;
        }
        if (perAddress.merge(remote, 1, Integer::sum) > limits.connectionsPerAddress()) {
            leave(remote);
            return 0;
        }
        long number = numbers.incrementAndGet();
        channels.put(number, channel);
        return number;
    }

    void remove(long number, InetAddress remote) {
        channels.remove(number);
        leave(remote);
    }

    private void leave(InetAddress remote) {
        perAddress.computeIfPresent(remote, (_, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
    }

    /** Closes those with such a peer. */
    void close(Predicate<InetSocketAddress> which) {
        for (var channel : channels.values()) {
            if (channel.remoteAddress() instanceof InetSocketAddress remote && which.test(remote)) {
                channel.close();
            }
        }
    }

    @Nullable Channel find(long number) {
        return channels.get(number);
    }
}
