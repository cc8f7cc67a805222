package org.strowger.harness.city;

import org.strowger.records.CallEvent;
import org.strowger.records.RecordSink;

/** Says each event of a call in the trace, on its way to the spool. */
record TracedSink(RecordSink next, Trace trace) implements RecordSink {

    @Override
    public void append(CallEvent event) {
        trace.say("record", event);
        next.append(event);
    }

    @Override
    public boolean acceptsNewCalls() {
        return next.acceptsNewCalls();
    }
}
