package org.strowger.server;

import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.strowger.sip.Flow;
import org.strowger.sip.core.SipCore;
import org.strowger.sip.guard.Neighbours;
import org.strowger.sip.transport.SipTransport;

/**
 * The other parts, as the guard needs them.
 *
 * @param sip which is made after the guard, as is the transport
 */
record Surroundings(Executor signalling, Supplier<SipCore> sip, Supplier<SipTransport> transport)
        implements Neighbours {

    @Override
    public void onSignalling(Runnable step) {
        signalling.execute(step);
    }

    @Override
    public boolean isServed(Flow flow) {
        return sip.get().isServed(flow);
    }

    @Override
    public Set<Integer> portsInCalls(Predicate<InetAddress> who) {
        return sip.get().portsInCalls(who);
    }

    @Override
    public void banned() {
        transport.get().closeShut();
    }
}
