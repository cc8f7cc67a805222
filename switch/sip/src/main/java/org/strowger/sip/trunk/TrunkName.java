package org.strowger.sip.trunk;

import org.strowger.sip.locate.ServerName;

/**
 * Places that take a trunk's calls, and have to be looked up.
 *
 * @param priority among the hosts of the trunk; that of SRV records decides among its addresses
 * @param weight of each of its addresses, unless SRV records give them one
 */
public record TrunkName(ServerName server, int priority, int weight) {}
