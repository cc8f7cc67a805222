package org.strowger.acd;

/** What an agent has done since logging in, by which some methods choose. */
final class Work {

    private static final long WHOLE = 1_000_000;

    private long countedUntilMicros;
    private long workedMicros;
    private long waitedMicros;
    private int calls;
    private long talkMicros;
    private long occupancy;

    void save(OctetWords out) {
        out.number(countedUntilMicros).number(workedMicros).number(waitedMicros);
        out.number(calls).number(talkMicros).number(occupancy);
    }

    void restore(OctetReader in) {
        countedUntilMicros = in.number();
        workedMicros = in.number();
        waitedMicros = in.number();
        calls = in.integer();
        talkMicros = in.number();
        occupancy = in.number();
    }

    /** The agent logs in. */
    void begin(long nowMicros) {
        countedUntilMicros = nowMicros;
        workedMicros = 0;
        waitedMicros = 0;
        calls = 0;
        talkMicros = 0;
        occupancy = 0;
    }

    /** The state that ends now, or at least is looked at now. */
    void count(AgentState state, long nowMicros) {
        long passed = nowMicros - countedUntilMicros;
        countedUntilMicros = nowMicros;
        switch (state) {
            case AgentState.Talking _, AgentState.WrapUp _ -> workedMicros += passed;
            case AgentState.Ready _, AgentState.Offered _ -> waitedMicros += passed;
            case AgentState.LoggedOut _, AgentState.Busy _, AgentState.NotReady _ -> {}
        }
    }

    void answered() {
        calls++;
    }

    void talked(long micros) {
        talkMicros += micros;
    }

    /** Takes the occupancy of the time counted so far; the agent is not listed meanwhile. */
    void measure() {
        long all = workedMicros + waitedMicros;
        occupancy = all == 0 ? 0 : workedMicros * WHOLE / all;
    }

    int calls() {
        return calls;
    }

    long talkMicros() {
        return talkMicros;
    }

    /** In millionths, as measured last. */
    long occupancy() {
        return occupancy;
    }
}
