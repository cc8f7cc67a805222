package org.strowger.sip.locate;

import java.time.Duration;
import java.util.List;

/**
 * All addresses of a server.
 *
 * @param servers at least one, by priority, and in the same order whenever they are the same
 * @param life how long this may be believed
 * @param complete whether the name servers could say everything about it
 */
record Location(List<Located> servers, Duration life, boolean complete) {

    Location {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("a location without a server");
        }
    }
}
