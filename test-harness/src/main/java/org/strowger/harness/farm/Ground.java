package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;
import org.strowger.base.Clock;
import org.strowger.base.TimerWheel;
import org.strowger.harness.rtp.SoundSource;

/**
 * What everybody in a farm stands on. Used on the farm's own thread.
 *
 * @param run begins every token, so that two runs with one seed never meet in one switch
 * @param random behaviour only: the same seed gives the same agents
 */
record Ground(
        String run,
        Clock clock,
        TimerWheel timers,
        Network network,
        RandomGenerator random,
        SoundSource sound,
        Counters counters,
        Tokens tokens) {

    /** RFC 3261, table 4; in microseconds. */
    static final long T1 = 500_000;

    static final long T2 = 4_000_000;
    static final long LIMIT = 64 * T1;

    /** The number of the next token. */
    static final class Tokens {
        private long next;
    }

    static Ground of(
            String run,
            Clock clock,
            TimerWheel timers,
            Network network,
            RandomGenerator random,
            SoundSource sound) {
        return new Ground(run, clock, timers, network, random, sound, new Counters(), new Tokens());
    }

    long now() {
        return clock.nowMicros();
    }

    TimerWheel.Timer after(long micros, Runnable action) {
        return timers.schedule(now() + micros, action);
    }

    /** A tag, a Call-ID or the end of a branch: never the same twice. */
    String token() {
        tokens.next++;
        return run + Long.toString(tokens.next, 36);
    }

    void count(Count count) {
        counters.add(count);
    }

    void send(int socket, byte[] datagram, InetSocketAddress to) {
        network.send(socket, datagram, to);
    }
}
