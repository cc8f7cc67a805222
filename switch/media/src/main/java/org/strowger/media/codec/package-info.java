/**
 * Codings of voice other than G.711, to and from samples of 8000 Hz: what is needed where voice of
 * such a leg must be touched. What is only relayed never comes here.
 *
 * <p>Start at {@link org.strowger.media.codec.Codecs}. Each encoder and decoder has the state of
 * one stream and belongs to the thread that works on it.
 */
@NullMarked
package org.strowger.media.codec;

import org.jspecify.annotations.NullMarked;
