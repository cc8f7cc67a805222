package org.strowger.sip.guard;

import java.net.InetAddress;
import java.util.Set;
import java.util.function.Predicate;
import org.strowger.sip.Flow;

/** What a guard needs of the rest of the switch. */
public interface Neighbours {

    /** Nobody is there, and nobody is ever judged. */
    Neighbours NOBODY =
            new Neighbours() {
                @Override
                public void onSignalling(Runnable step) {}

                @Override
                public boolean isServed(Flow flow) {
                    return false;
                }

                @Override
                public Set<Integer> portsInCalls(Predicate<InetAddress> who) {
                    return Set.of();
                }

                @Override
                public void banned() {}
            };

    /** Runs a step on the signalling thread; at most a hundred a second are asked for. */
    void onSignalling(Runnable step);

    /**
     * Whether a user registered, or talks, by this very way. On the signalling thread.
     *
     * @return false for a caller of whom nothing is known
     */
    boolean isServed(Flow flow);

    /**
     * The ports with which calls are established at such an address, whoever calls. On the
     * signalling thread.
     */
    Set<Integer> portsInCalls(Predicate<InetAddress> who);

    /** There is one ban more: connections that it shuts are to be closed. */
    void banned();
}
