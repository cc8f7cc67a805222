package org.strowger.records;

/**
 * Where call control, and who records calls, write down what happens. Safe to call from any thread;
 * never blocks. Of one call, or of one recording, one thread tells.
 */
public interface RecordSink {

    /**
     * Takes the event for the spool. Never refused: what calls that exist have to say always has
     * room ; new calls are refused long before, see {@link #acceptsNewCalls}.
     */
    void append(CallEvent event);

    /** False when the disk or the queue is so full that no new call may begin. */
    boolean acceptsNewCalls();
}
