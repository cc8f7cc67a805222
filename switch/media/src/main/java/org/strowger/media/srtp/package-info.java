/**
 * SRTP and SRTCP (RFC 3711, RFC 7714): what becomes of a packet before it leaves, and of one that
 * came. Pure: octets come in and go out, in the array that they are in.
 *
 * <p>Start with {@link org.strowger.media.srtp.SrtpKey}, {@link org.strowger.media.srtp.SrtpSender}
 * and {@link org.strowger.media.srtp.SrtpReceiver}. Nothing here knows legs, sockets or how keys
 * are agreed on. A sender and a receiver belong to one leg and its loop; keys are immutable.
 */
@NullMarked
package org.strowger.media.srtp;

import org.jspecify.annotations.NullMarked;
