package org.strowger.sip.locate;

import java.net.InetSocketAddress;
import org.strowger.sip.Flow;

/**
 * One address of a server.
 *
 * @param priority the lowest is tried first; of what a server says alike, an IP version that we
 *     prefer
 * @param weight share of the calls among equals, 0 to 65535 (RFC 2782)
 */
public record Located(
        Flow.Transport transport, InetSocketAddress address, int priority, int weight) {}
