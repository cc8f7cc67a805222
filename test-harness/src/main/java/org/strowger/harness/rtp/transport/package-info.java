/**
 * The RTP generator's sockets and threads, on Netty. A port and its talks belong to one event loop;
 * what is not marked as safe is for that loop's thread only.
 *
 * <p>It knows no call: only who sends what to whom from when until when.
 */
@NullMarked
package org.strowger.harness.rtp.transport;

import org.jspecify.annotations.NullMarked;
