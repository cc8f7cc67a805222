package org.strowger.ivr;

import java.util.List;

/** What a script wants done. It never does it itself. */
public sealed interface IvrCommand {

    /** Answer the call; {@link IvrEvent.Answered} follows. */
    record Answer() implements IvrCommand {}

    /**
     * Play prompts one after the other; {@link IvrEvent.Played} follows unless it is stopped.
     *
     * @param play number of this playing in this call
     * @param prompts ids with their language, for example {@code en/welcome}
     * @param times how often, from 1
     * @param decibels louder than they are, or fainter when negative
     */
    record Play(int play, List<String> prompts, int times, int decibels) implements IvrCommand {
        public Play {
            prompts = List.copyOf(prompts);
        }
    }

    /** Be silent at once; the play that ran is not told as heard. */
    record StopPlaying() implements IvrCommand {}

    /**
     * {@link IvrEvent.TimeOut} with this number is to come after the time; replaces the one before.
     */
    record SetTimer(int timer, long micros) implements IvrCommand {}

    /** The last timer is not needed any more. */
    record StopTimer() implements IvrCommand {}

    /** Join a queue: the script ends here unless {@link IvrEvent.QueueRefused} comes. */
    record Enqueue(String queue, QueueRequest request) implements IvrCommand {}

    /**
     * The caller is to be called back; {@link IvrEvent.Booked} follows.
     *
     * @param delayMicros not before so much time has passed
     */
    record BookCallback(String queue, long delayMicros) implements IvrCommand {}

    /** Give the place in the queue up, at the caller's wish: the script goes on. */
    record LeaveQueue() implements IvrCommand {}

    /** Connect to a number of the number plan; {@link IvrEvent.TransferFailed} may follow. */
    record Transfer(String number) implements IvrCommand {}

    /** Let the caller hear himself until he hangs up. */
    record Echo() implements IvrCommand {}

    /** End the call: the script is over. */
    record HangUp() implements IvrCommand {}

    /** The call is recorded from now on, or no longer. */
    record ChangeRecording(RecordingChange change) implements IvrCommand {}

    /** Nothing of what follows may be recorded, or again all of it. */
    record Mask(boolean on) implements IvrCommand {}

    /** For the record of the call: the language is known now. */
    record Language(String language) implements IvrCommand {}

    /** For the record of the call: a menu ran into its time-out. */
    record MenuTimedOut(String node) implements IvrCommand {}

    /** For the record of the call: this key may be shown. */
    record KeyHeard(char key) implements IvrCommand {}
}
