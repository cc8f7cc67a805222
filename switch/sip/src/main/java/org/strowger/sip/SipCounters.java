package org.strowger.sip;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.strowger.base.Clock;

/** Every {@link SipCounter} of one switch, and how long its responses took. Any thread. */
public final class SipCounters {

    private final Map<SipCounter, LongAdder> adders = new EnumMap<>(SipCounter.class);

    private final ResponseTimes responseTimes;

    /** For those who do not measure: response times are differences of a clock that stands. */
    public SipCounters() {
        this(() -> 0);
    }

    /**
     * All at zero.
     *
     * @param clock for response times, see {@link ResponseTimes}
     */
    public SipCounters(Clock clock) {
        responseTimes = new ResponseTimes(clock);
        for (var counter : SipCounter.values()) {
            adders.put(counter, new LongAdder());
        }
    }

    public void increment(SipCounter counter) {
        adder(counter).increment();
    }

    public long value(SipCounter counter) {
        return adder(counter).sum();
    }

    /** All values by name in lower case, also those that are 0. */
    public SortedMap<String, Long> snapshot() {
        var values = new TreeMap<String, Long>();
        for (var counter : SipCounter.values()) {
            values.put(counter.name().toLowerCase(Locale.ROOT), value(counter));
        }
        return values;
    }

    public ResponseTimes responseTimes() {
        return responseTimes;
    }

    private LongAdder adder(SipCounter counter) {
        return Objects.requireNonNull(adders.get(counter), "every counter has its adder");
    }
}
