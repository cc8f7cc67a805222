/**
 * Recordings of calls: two channels, the caller and who talks with him, on one clock, written by a
 * thread of its own, in the clear or sealed.
 *
 * <p>Call control needs {@link org.strowger.media.recording.Recorder} and {@link
 * org.strowger.media.recording.Recording}; {@link org.strowger.media.recording.RecordingWriter} is
 * the thread behind them. {@link org.strowger.media.recording.Track} says where in a recording a
 * packet belongs, {@link org.strowger.media.recording.StereoWindow} keeps what is not written yet,
 * {@link org.strowger.media.recording.Take} is one recording in the making. Files: {@link
 * org.strowger.media.recording.WavSound} or {@link org.strowger.media.recording.SealedSound}, read
 * by {@link org.strowger.media.recording.RecordedSound}, mended after a crash by {@link
 * org.strowger.media.recording.RecordingRepair}.
 *
 * <p>Positions are samples at 8,000 a second since the recording's begin. Nothing here knows
 * sockets, calls or SIP. Everything but the commands of {@code Recorder} and {@code Recording} and
 * the taps belongs to the writer's thread.
 */
@NullMarked
package org.strowger.media.recording;

import org.jspecify.annotations.NullMarked;
