package org.strowger.harness.load;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import org.strowger.harness.process.ControlDoor;

/** The switch that is loaded. */
interface Target extends AutoCloseable {

    /** Where it takes SIP. */
    InetSocketAddress sip();

    /** To ask it; empty when it is not ours to look into. */
    Optional<ControlDoor> door();

    /** Its process; empty when it is not ours to look into. */
    OptionalLong pid();

    /** Empty while it lives; how it died. */
    Optional<String> death();

    @Override
    void close();
}
