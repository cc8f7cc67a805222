/**
 * RTP for thousands of calls at a time: sends, receives and measures. It knows no SIP: {@link
 * org.strowger.harness.rtp.SoundSource} is what a caller, an agent or a carrier of the load
 * laboratory sees of it.
 *
 * <p>Threads: sources may be used from any; everything of one port belongs to its loop ({@code
 * transport}).
 */
@NullMarked
package org.strowger.harness.rtp;

import org.jspecify.annotations.NullMarked;
