package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.strowger.harness.rtp.SoundSource;

/**
 * A carrier at the far end of a trunk: answers any number of calls to any number, as its {@link
 * AnswerPlan} says. The methods are for any thread.
 */
public final class Carrier extends Farm {

    private static final Duration HANG_UP = Duration.ofSeconds(3);

    private final Asks asks;
    private final CalledSide side;

    private Carrier(InetSocketAddress address, AnswerPlan plan, long seed, SoundSource sound) {
        super(new FarmLoop("carrier", address, 1, seed, sound));
        asks = new Asks(loop.ground());
        var party = new Party("carrier", 0, false, new Stays());
        side = new CalledSide(loop.ground(), asks, plan, _ -> party);
    }

    /** Opens the socket at the address where the switch looks for its trunk. */
    public static Carrier start(
            InetSocketAddress address, AnswerPlan plan, long seed, SoundSource sound) {
        var carrier = new Carrier(address, plan, seed, sound);
        carrier.loop.start(carrier.side);
        return carrier;
    }

    /** Where it takes SIP. */
    public InetSocketAddress address() {
        return loop.local(0);
    }

    /** Hangs up, and goes on. */
    public void hangUp() {
        loop.execute(side::stop);
    }

    /** Hangs up and ends. */
    @Override
    public void close() {
        loop.execute(side::stop);
        loop.await(asks::isEmpty, HANG_UP);
        loop.close();
    }

    /** A carrier forgets a call, but is there for the next one. */
    private static final class Stays implements Party.After {

        @Override
        public void vanished(Party party) {
            // This call only.
        }

        @Override
        public void rangOut(Party party) {
            // Nobody minds.
        }
    }
}
