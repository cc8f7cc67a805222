package org.strowger.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SipCountersTest {

    @Test
    void countsEachByItself() {
        var counters = new SipCounters();
        counters.increment(SipCounter.OVERLOAD_503);
        counters.increment(SipCounter.OVERLOAD_503);

        assertEquals(2, counters.value(SipCounter.OVERLOAD_503));
        assertEquals(0, counters.value(SipCounter.MALFORMED));
        assertEquals(2, counters.snapshot().get("overload_503"));
        assertEquals(SipCounter.values().length, counters.snapshot().size());
    }
}
