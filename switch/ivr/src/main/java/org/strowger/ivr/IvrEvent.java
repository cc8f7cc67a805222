package org.strowger.ivr;

/** What can happen to a script that waits. */
public sealed interface IvrEvent {

    /** The call is answered and media flows. */
    record Answered() implements IvrEvent {}

    /** The prompts of {@link IvrCommand.Play} with this number were heard to their end. */
    record Played(int play) implements IvrEvent {}

    /** The caller pressed a key: 0 to 9, *, #, A to D. */
    record Key(char key) implements IvrEvent {}

    /** The time of {@link IvrCommand.SetTimer} with this number is over. */
    record TimeOut(int timer) implements IvrEvent {}

    /**
     * The caller could not join the queue, or not stay in it.
     *
     * @param reason one of {@link Node.Queue#REASONS}
     */
    record QueueRefused(String reason) implements IvrEvent {}

    /** What came of {@link IvrCommand.BookCallback}. */
    record Booked(boolean booked) implements IvrEvent {}

    /** The number of a transfer did not answer. */
    record TransferFailed(int status) implements IvrEvent {}
}
