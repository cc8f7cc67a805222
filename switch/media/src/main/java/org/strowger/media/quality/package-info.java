/**
 * How well a stream of voice was heard: loss, jitter, gaps, and the opinion that listeners would
 * have of it by the E-model. Pure: arrival times come in with the packets.
 *
 * <p>{@link org.strowger.media.quality.SequenceCounter} and {@link
 * org.strowger.media.quality.ArrivalTimes} measure, {@link org.strowger.media.quality.EModel}
 * rates, {@link org.strowger.media.quality.LegQuality} is what comes of it. Measuring objects
 * belong to the media loop of their leg; the others are safe anywhere.
 */
@NullMarked
package org.strowger.media.quality;

import org.jspecify.annotations.NullMarked;
