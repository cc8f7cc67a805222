package org.strowger.harness.farm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.strowger.harness.rtp.SoundSource;

/**
 * Callers behind a few UDP sockets, in one thread: they call one number at a rate, and behave as
 * their {@link CallPlan} says. The methods are for any thread.
 */
public final class CallerFarm extends Farm {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final int SOCKETS = 4;
    private static final Duration HANG_UP = Duration.ofSeconds(3);

    private final CallerSide side;

    private CallerFarm(FarmLoop loop, InetSocketAddress server, CallPlan plan) {
        super(loop);
        side = new CallerSide(loop.ground(), new Asks(loop.ground()), server, plan);
    }

    /** Begins to call from four sockets on 127.0.0.1; does not wait. */
    public static CallerFarm start(InetSocketAddress server, CallPlan plan, SoundSource sound) {
        return start(server, HERE, SOCKETS, plan, sound);
    }

    /**
     * Begins to call.
     *
     * @param server the switch; may also be a relay before it
     * @param address local address of the sockets
     * @param sockets how many, each at a port of its own
     */
    public static CallerFarm start(
            InetSocketAddress server,
            InetAddress address,
            int sockets,
            CallPlan plan,
            SoundSource sound) {
        var first = new InetSocketAddress(address, 0);
        var loop = new FarmLoop("callers", first, sockets, plan.seed(), sound);
        var farm = new CallerFarm(loop, server, plan);
        loop.start(farm.side);
        loop.execute(farm.side::begin);
        return farm;
    }

    /** Waits until every call was made and is over, and every BYE has its answer; else false. */
    public boolean awaitDone(Duration limit) {
        return loop.await(side::isDone, limit);
    }

    /** Makes no more calls; those that are there go on. */
    public void stopCalling() {
        loop.execute(side::stopCalling);
    }

    /** Every call that has ended so far, in the order of their ends. */
    public List<Outcome> outcomes() {
        return side.outcomes();
    }

    /** Sums of the outcomes so far. */
    public CallSums sums() {
        return CallSums.of(outcomes());
    }

    /** One distribution so far, in microseconds: a copy. */
    public Histogram latency(Latency latency) {
        return side.latencies().copy(latency);
    }

    /** Hangs up and ends; what does not end in three seconds is given up, with an outcome too. */
    @Override
    public void close() {
        loop.execute(side::stop);
        loop.await(side::isDone, HANG_UP);
        loop.await(this::abandoned, HANG_UP);
        loop.close();
    }

    private boolean abandoned() {
        side.abandon();
        return true;
    }
}
