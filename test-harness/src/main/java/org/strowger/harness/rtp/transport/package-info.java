/**
 * The RTP generator's sockets and threads, on Netty. A port and its talks belong to one event loop;
 * what is not marked as safe is for that loop's thread only.
 */
@NullMarked
package org.strowger.harness.rtp.transport;

import org.jspecify.annotations.NullMarked;
