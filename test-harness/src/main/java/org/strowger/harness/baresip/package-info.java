/**
 * baresip 1.0.0, a softphone that others wrote, as caller or agent: it has its own SIP, SDP, RTP
 * and G.711, so it finds what our own phone would forgive. {@link
 * org.strowger.harness.baresip.Baresip} starts it without a sound card: a WAV file is its
 * microphone, and what it hears is written to another.
 *
 * <p>It knows nothing of the switch. The test's thread starts and asks; a virtual thread a
 * softphone reads what its control socket says, and one lock guards that.
 */
@NullMarked
package org.strowger.harness.baresip;

import org.jspecify.annotations.NullMarked;
