package org.strowger.harness.rtp.transport;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The ports for streams that are opened one by one. Safe to call from any thread. */
final class PortPool {

    /** After its stream, so that what comes late is not taken for the next one's. */
    private static final long REST_NANOS = 2_000_000_000;

    private record Place(RtpPort port, long freeFrom) {}

    private final List<RtpLoop> loops;
    private final List<InetAddress> addresses;
    private final int streamsPerPort;
    private final Deque<Place> places = new ArrayDeque<>();
    private final List<RtpPort> ports = new ArrayList<>();

    PortPool(List<RtpLoop> loops, List<InetAddress> addresses, int streamsPerPort) {
        this.loops = loops;
        this.addresses = addresses;
        this.streamsPerPort = streamsPerPort;
    }

    /** A place on a port that has rested; a new port if there is none. */
    synchronized RtpPort take() {
        var first = places.peekFirst();
        if (first != null && System.nanoTime() - first.freeFrom() >= 0) {
            places.removeFirst();
            return first.port();
        }
        var port = bind(false);
        for (int i = 1; i < streamsPerPort; i++) {
            places.addFirst(new Place(port, System.nanoTime()));
        }
        return port;
    }

    synchronized void giveBack(RtpPort port) {
        places.addLast(new Place(port, System.nanoTime() + REST_NANOS));
    }

    /** A port that is not of the pool's own turn: whoever sends to it is answered. */
    synchronized RtpPort bind(boolean latching) {
        int number = ports.size();
        var port =
                loops.get(number % loops.size())
                        .bind(
                                addresses.get(number / loops.size() % addresses.size()),
                                latching,
                                !latching && streamsPerPort > 1);
        ports.add(port);
        return port;
    }

    synchronized void close() {
        ports.forEach(RtpPort::close);
    }
}
