package org.strowger.sip.guard;

import java.net.InetAddress;
import java.util.List;
import org.strowger.sip.Flow;

/** What the core tells of those who send. On the signalling thread. */
public interface SourceWatch {

    /** Nobody listens. */
    SourceWatch NONE =
            new SourceWatch() {
                @Override
                public void offence(Flow flow, Offence offence) {}

                @Override
                public void registered(Flow flow) {}

                @Override
                public void unregistered(Flow flow) {}
            };

    /** Something came that nobody honest sends often. */
    void offence(Flow flow, Offence offence);

    /** One more contact is reached by this way. */
    void registered(Flow flow);

    /** One less; comes once for each {@link #registered}. */
    void unregistered(Flow flow);

    /** All addresses that names of trunks lead to now, in place of those told before. */
    default void trunksAt(List<InetAddress> addresses) {}
}
