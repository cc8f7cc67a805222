package org.strowger.harness.load;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.process.ControlDoor;

/** The switch that is loaded. */
interface Target extends AutoCloseable {

    /** Where it takes SIP. */
    InetSocketAddress sip();

    /** Users and passwords of so many agents. */
    Map<String, String> agents(int number);

    /** Where it looks for its trunk peer. */
    InetSocketAddress carrier();

    /** Number of the first user who may register and takes no calls. */
    int firstPhone();

    /** To ask it; empty when it is not ours to look into. */
    Optional<ControlDoor> door();

    /** Its data folder; null when that is not known. */
    @Nullable Path data();

    /** Its process; empty when it is not ours to look into. */
    OptionalLong pid();

    /** Empty while it lives; how it died. */
    Optional<String> death();

    @Override
    void close();
}
