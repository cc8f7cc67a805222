package org.strowger.acd;

/** For the {@link Referee}: an agent's times since logging in, added up from the changes told. */
final class Timesheet {

    private static final long MINUTE = 60_000_000;

    private AgentState state = new AgentState.LoggedOut();
    private long since;
    private long readySince;
    private long worked;
    private long waited;
    private long waitedBefore;
    private long talk;
    private int calls;

    void begin(long now) {
        since = now;
        worked = 0;
        waited = 0;
        talk = 0;
        calls = 0;
    }

    void changed(AgentState next, long at) {
        if (state instanceof AgentState.Talking || state instanceof AgentState.WrapUp) {
            worked += at - since;
        } else if (state instanceof AgentState.Ready || state instanceof AgentState.Offered) {
            waited += at - since;
        }
        if (state instanceof AgentState.Talking(_, _, var began)
                && !(next instanceof AgentState.Talking)) {
            talk += at - began;
        }
        calls += next instanceof AgentState.Talking ? 1 : 0;
        if (next instanceof AgentState.Ready && !(state instanceof AgentState.Ready)) {
            readySince = at;
            waitedBefore = waited;
        }
        state = next;
        since = at;
    }

    int calls() {
        return calls;
    }

    long talk() {
        return talk;
    }

    /** Of an agent who is ready: as it was at the last whole minute of that. */
    long occupancy(long now) {
        long minutes = (now - readySince) / MINUTE;
        long all = worked + waitedBefore + minutes * MINUTE;
        return all == 0 ? 0 : worked * 1_000_000 / all;
    }
}
