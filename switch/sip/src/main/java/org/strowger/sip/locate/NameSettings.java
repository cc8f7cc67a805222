package org.strowger.sip.locate;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;

/**
 * Whom to ask for names, and for what.
 *
 * @param server the name server; null for those of the machine
 * @param least how long an answer is believed at least, whatever its time to live
 * @param spoken transports that we can call by
 * @param ipv6 whether addresses of IPv6 are wanted, else of IPv4
 */
public record NameSettings(
        @Nullable InetSocketAddress server,
        Duration least,
        Set<Flow.Transport> spoken,
        boolean ipv6) {

    /** The usual least time: a name with a shorter life is not asked for more often. */
    public static final Duration LEAST = Duration.ofSeconds(30);

    public NameSettings {
        spoken = Set.copyOf(spoken);
    }
}
