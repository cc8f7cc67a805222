package org.strowger.harness.city;

import org.strowger.records.CallEvent;
import org.strowger.records.RecordSink;

/** A planted defect: every twentieth call is not written down. */
final class LosesRecords implements RecordSink {

    private final RecordSink next;
    private int begun;
    private String lost = "";

    LosesRecords(RecordSink next) {
        this.next = next;
    }

    @Override
    public void append(CallEvent event) {
        if (event instanceof CallEvent.Started && ++begun % 20 == 0) {
            lost = event.call().value();
        }
        if (!event.call().value().equals(lost)) {
            next.append(event);
        }
    }

    @Override
    public boolean acceptsNewCalls() {
        return next.acceptsNewCalls();
    }
}
