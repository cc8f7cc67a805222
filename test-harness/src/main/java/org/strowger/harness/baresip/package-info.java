/**
 * baresip 1.0.0, a softphone that others wrote, as caller or agent: it has its own SIP, SDP, RTP
 * and G.711, so it finds what our own phone would forgive. {@link
 * org.strowger.harness.baresip.Baresip} starts it without a sound card: a WAV file is its
 * microphone, and what it hears is written to another.
 */
@NullMarked
package org.strowger.harness.baresip;

import org.jspecify.annotations.NullMarked;
