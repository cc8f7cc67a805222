package org.strowger.harness.process;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * Free ports of a range, every fourth, in turn from a random start: one JVM gives none twice before
 * all were given. Who asks binds it only later, so that looking alone would give it to two.
 */
final class PortsInTurn {

    private static final int STEP = 4;

    private final int from;
    private final int ports;
    private final int neighbour;
    private final IntPredicate isFree;
    private final AtomicInteger turn;

    /**
     * A range.
     *
     * @param from the first port
     * @param to behind the last
     * @param neighbour distance of the port that must be free too
     * @param isFree whether nobody has bound a port
     */
    PortsInTurn(int from, int to, int neighbour, IntPredicate isFree) {
        this.from = from;
        this.ports = (to - from) / STEP;
        this.neighbour = neighbour;
        this.isFree = isFree;
        this.turn = new AtomicInteger(ThreadLocalRandom.current().nextInt(ports));
    }

    /**
     * The next that is free now.
     *
     * @throws IllegalStateException if none is
     */
    int next() {
        for (int attempt = 0; attempt < ports; attempt++) {
            int port = from + Math.floorMod(turn.getAndIncrement(), ports) * STEP;
            if (isFree.test(port) && isFree.test(port + neighbour)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "no port is free from " + from + " to " + (from + ports * STEP));
    }
}
