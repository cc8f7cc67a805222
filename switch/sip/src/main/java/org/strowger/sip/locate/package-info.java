/**
 * Where a server is that has a name: NAPTR, SRV and address records (RFC 3263).
 *
 * <p>Start with {@link org.strowger.sip.locate.NameWatch}, which keeps what it found fresh. It
 * knows no trunk and sends no SIP. Each name has a virtual thread, which may wait for a name
 * server; whoever asked is told on that thread, and hands it on to its own.
 */
@NullMarked
package org.strowger.sip.locate;

import org.jspecify.annotations.NullMarked;
