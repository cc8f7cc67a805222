package org.strowger.sip.locate;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;

/**
 * Whom to ask for names, and for what.
 *
 * @param server the name server; null for those of the machine
 * @param least how long an answer is believed at least, whatever its time to live
 * @param spoken transports that we can call by
 * @param families IP versions that we can call by, preferred first
 */
public record NameSettings(
        @Nullable InetSocketAddress server,
        Duration least,
        Set<Flow.Transport> spoken,
        List<StandardProtocolFamily> families) {

    /** The usual least time: a name with a shorter life is not asked for more often. */
    public static final Duration LEAST = Duration.ofSeconds(30);

    public NameSettings {
        spoken = Set.copyOf(spoken);
        families = List.copyOf(families);
    }
}
