package org.strowger.records;

/** Where call control writes down what happens. Called on the signalling thread; never blocks. */
public interface RecordSink {

    /**
     * Takes the event for the spool. Never refused: what calls that exist have to say always has
     * room ; new calls are refused long before, see {@link #acceptsNewCalls}.
     */
    void append(CallEvent event);

    /** False when the disk or the queue is so full that no new call may begin. */
    boolean acceptsNewCalls();
}
