package org.strowger.harness.city;

/** What one phone knows of one call that rang it; times are 0 where it never happened. */
final class Talk {

    final String agent;
    final String caller;
    final long rungMicros;
    long answeredMicros;
    long acknowledgedMicros;
    long hungUpMicros;
    long overMicros;

    /** The phone was gone, or the switch was: what followed is not the phone's to know. */
    boolean cutOff;

    Talk(String agent, String caller, long rungMicros) {
        this.agent = agent;
        this.caller = caller;
        this.rungMicros = rungMicros;
    }

    @Override
    public String toString() {
        return "talk of %s with %s: rung %d answered %d acknowledged %d hung up %d over %d%s"
                .formatted(
                        agent,
                        caller,
                        rungMicros,
                        answeredMicros,
                        acknowledgedMicros,
                        hungUpMicros,
                        overMicros,
                        cutOff ? " cut off" : "");
    }
}
