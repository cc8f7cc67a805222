package org.strowger.harness.city;

import org.strowger.records.CallEvent;
import org.strowger.records.RecordSink;

/** Says each event of a call in the trace and the book, on its way to the spool. */
record TracedSink(RecordSink next, Trace trace, CallBook book) implements RecordSink {

    @Override
    public void append(CallEvent event) {
        trace.say("record", event);
        book.sees(event);
        next.append(event);
    }

    @Override
    public boolean acceptsNewCalls() {
        return next.acceptsNewCalls();
    }
}
