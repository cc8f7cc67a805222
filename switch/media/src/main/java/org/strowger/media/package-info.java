/**
 * The media of a leg: RTP (RFC 3550) with G.711, prompts, music on hold, keys and the relay between
 * two legs.
 *
 * <p>Call control needs {@link org.strowger.media.MediaEngine}, {@link
 * org.strowger.media.MediaLeg}, {@link org.strowger.media.MediaEvents} and {@link
 * org.strowger.media.Prompts}, for those who are mixed also {@link org.strowger.media.MixingRoom};
 * the engine behind them is {@code transport.RtpEngine}, or {@link org.strowger.media.StillMedia}
 * where there is nothing to hear. Everything else here is what the engine is made of and can be
 * tested without a socket: time comes in with each call. A prompt's id is its file below the
 * prompts folder without {@code .wav}: {@code en/welcome}; tones are {@code tone/busy} and so on
 * ({@link org.strowger.media.ToneTable}).
 *
 * <p>Nothing here knows SIP, SDP, calls or Netty. Threads: records, {@link
 * org.strowger.media.Prompts} and {@link org.strowger.media.MediaCounters} are safe anywhere; all
 * other types are owned by the one media loop of their leg.
 */
@NullMarked
package org.strowger.media;

import org.jspecify.annotations.NullMarked;
