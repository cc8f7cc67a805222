/**
 * What the harness needs of sound: G.711 mu-law, tones, single-frequency power and WAV files. Pure
 * functions on 8 kHz 16-bit samples; independent of the switch's own codecs on purpose, so that one
 * does not hide the other's mistake.
 *
 * <p>It knows no RTP and no call. Any thread.
 */
@NullMarked
package org.strowger.harness.audio;

import org.jspecify.annotations.NullMarked;
